//! The chapter on the rule language.
