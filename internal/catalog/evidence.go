package catalog

import "fmt"

// evidence says what an officer can check at a glance.
func (ix *Index) evidence(q Query, c *compiled, group []candidate) []string {
	out := []string{}
	f := group[0].f
	out = append(out, fmt.Sprintf("mục này bao quát %.0f%% tên và %.0f%% chức năng của đề xuất", 100*f.Name, 100*f.Function))
	return out
}
