// Package static serves what the pages load besides themselves: style sheets,
// scripts and typefaces, embedded, compressed once, under addresses that change
// with their content, so that a browser keeps them for a year. It knows nothing of
// the pages. Folders with a VERSION are vendored as they are published; refresh.sh
// fetches them again.
package static
