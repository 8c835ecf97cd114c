-- +goose Up
-- Whether a file's text could be searched for secrecy marks.
ALTER TABLE attachments ADD COLUMN readable boolean NOT NULL DEFAULT false;
