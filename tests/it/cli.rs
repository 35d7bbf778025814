//! Arguments and exit statuses.
