#!/usr/bin/env bash
# Neovim as an editor of reports: diagnostics as one types, a quick fix, a hover. Takes the program in RECOUNT. Neovim 0.7 or newer.
set -euo pipefail

command -v nvim > /dev/null || { echo "nvim is not installed"; exit 77; }
recount="$(command -v "${RECOUNT:?the program}")"
case "$recount" in
    /*) ;;
    *) recount="$PWD/$recount" ;;
esac

# The server is started by what the page on editors says for this version.
page="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/docs/editors.md"
awk '/^0\.7 to 0\.10:/ { here = 1 } here && /^```$/ { exit } here && inside { print } here && /^```lua$/ { inside = 1 }' "$page" > init.lua
grep -q start_client init.lua
mkdir -p bin reports
ln -s "$recount" bin/recount

printf '\t𠮷村😀茶社共有采茶工36名,其中返乡的27名,占57%%。\n' > reports/报告.txt
printf '# 简报\n\n茶社共有采茶工36名,其中返乡的27名,占75%%。\n' > reports/clean.md
: > reports/recount.toml

cat > editor.lua << 'END'
local function fail(why)
  io.stderr:write(why .. "\n")
  vim.cmd("cquit 1")
end

local function same(what, stated, computed)
  if not vim.deep_equal(stated, computed) then
    fail(what .. ": " .. vim.inspect(stated) .. " and not " .. vim.inspect(computed))
  end
end

-- Waits until the diagnostics of the buffer are as many.
local function diagnostics(many)
  local there = vim.wait(30000, function() return #vim.diagnostic.get(0) == many end, 20)
  if not there then
    fail("there are " .. #vim.diagnostic.get(0) .. " diagnostics and not " .. many)
  end
  return vim.diagnostic.get(0)
end

-- The server of the buffer.
local function server()
  if not vim.wait(30000, function() return next(vim.lsp.buf_get_clients(0)) ~= nil end, 20) then
    fail("the server did not start")
  end
  return (next(vim.lsp.buf_get_clients(0)))
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 30000) or fail(method .. " was not answered")
  for _, answer in pairs(answers) do
    return answer.result
  end
end

vim.cmd("filetype on")
vim.cmd("edit 报告.txt")
local id = server()
local found = diagnostics(1)[1]
-- Neovim counts bytes.
local line = vim.api.nvim_buf_get_lines(0, 0, 1, true)[1]
local start = line:find("57%", 1, true) - 1
same("place", { found.lnum, found.col, found.end_col }, { 0, start, start + 3 })
same("rule and severity", { found.code, found.severity, found.source }, { "share/of-total", vim.diagnostic.severity.ERROR, "recount" })
same("message", vim.split(found.message, "\n")[1], "27名 of 36名 is 75%, not 57%")

-- The pointer on the share.
vim.api.nvim_win_set_cursor(0, { 1, start })
local hover = ask("textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16"))
if not hover.contents.value:find("share: 57% = [0.565, 0.575]", 1, true) then
  fail("hover: " .. vim.inspect(hover))
end

-- The quick fix.
local params = vim.lsp.util.make_range_params(0, "utf-16")
params.context = { diagnostics = {}, only = { "quickfix" } }
local actions = ask("textDocument/codeAction", params)
same("title", actions[1].title, "Change “57%” to “75%” (please check)")
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
same("mended", vim.api.nvim_buf_get_lines(0, 0, -1, true), { (line:gsub("57%%", "75%%")) })
diagnostics(0)

-- Typing breaks it again, character by character.
local row = vim.api.nvim_win_get_cursor(0)[1]
vim.api.nvim_win_set_cursor(0, { row, line:find("57%", 1, true) - 1 })
vim.cmd("normal! x")
vim.cmd("normal! i6")
diagnostics(1)
vim.cmd("silent undo")
vim.cmd("write!")

-- A clean report beside it, with the same server.
vim.cmd("edit clean.md")
same("server", server(), id)
diagnostics(0)
vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "2021年2月30日开会。" })
same("rule", diagnostics(1)[1].code, "date/valid")

vim.lsp.stop_client(id)
if not vim.wait(10000, function() return vim.lsp.client_is_stopped(id) end, 20) then
  fail("the server did not stop")
end
print("neovim: all is well\n")
vim.cmd("qall!")
END

cd reports
LC_ALL=C.UTF-8 PATH="$PWD/../bin:$PATH" XDG_CONFIG_HOME="$PWD/none" XDG_STATE_HOME="$PWD/none" XDG_CACHE_HOME="$PWD/none" XDG_DATA_HOME="$PWD/none" \
    timeout 120 nvim --headless -n -i NONE -u ../init.lua -c 'lua dofile("../editor.lua")'
