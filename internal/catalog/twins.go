package catalog

import "slices"

// twins lists, for each id that has any, every id of the same system: sorted,
// itself included.
type twins map[string][]string

// findTwins joins entries that name each other as the same, in either direction
// and over several steps. Ids that are not in the index join nothing.
func (ix *Index) findTwins() twins {
	parent := map[string]string{}
	root := func(id string) string {
		for parent[id] != "" && parent[id] != id {
			id = parent[id]
		}
		return id
	}
	ix.all(func(e *Entry) {
		for _, other := range e.SameAs {
			if ix.find(other) == nil {
				continue
			}
			a, b := root(e.ID), root(other)
			parent[max(a, b)] = min(a, b)
			parent[min(a, b)] = min(a, b)
		}
	})
	groups := map[string][]string{}
	for id := range parent {
		groups[root(id)] = append(groups[root(id)], id)
	}
	out := twins{}
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		slices.Sort(group)
		for _, id := range group {
			out[id] = group
		}
	}
	return out
}

// Twins lists the ids of the same system as the given one, itself included.
func (ix *Index) Twins(id string) []string {
	if group := ix.twins[id]; group != nil {
		return slices.Clone(group)
	}
	return []string{id}
}
