// Package browser lets tests use the pages as a person does: Debian's chromium,
// driven over its own protocol. One program serves all tests of a package; each
// visitor has cookies of its own. It knows HTML and HTTP, nothing of the product
// but how one signs in.
//
// Besides what a test asks, each visitor watches what no page may do: break its
// own content policy, load anything from elsewhere, fail in a script.
package browser
