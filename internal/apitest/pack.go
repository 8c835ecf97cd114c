package apitest

import "testing"

// Pack is a process pack as it may be sent back: by the names of its file.
type Pack map[string]any

// Pack reads a version of a process, the one in force today where version is "".
func (c *Client) Pack(t testing.TB, id, version string) Pack {
	t.Helper()
	path := "/processes/" + id
	if version != "" {
		path += "?version=" + version
	}
	var p Pack
	c.As("admin").GET(path).Want(t, 200).JSON(&p)
	delete(p, "hash") // the server's to state
	return p
}

// Version is the pack's version, its first day.
func (p Pack) Version() string { return p["version"].(string) }

// Gate finds one gate, to be read or altered; the test stops where there is none.
func (p Pack) Gate(t testing.TB, id string) map[string]any {
	t.Helper()
	for _, g := range p["gates"].([]any) {
		if gate := g.(map[string]any); gate["id"] == id {
			return gate
		}
	}
	t.Fatalf("the pack has no gate %q", id)
	return nil
}
