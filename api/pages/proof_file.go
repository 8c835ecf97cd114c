package pages

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// keptProofs is how many files of a proposal a visit remembers.
const keptProofs = 20

// mayProve reports whether the API takes a file of the visitor's for the system:
// their agency filed it, or still owes something for it.
func (v *visit) mayProve(y *systemRead) bool {
	return v.actor.Files(y.Agency) || slices.ContainsFunc(y.Obligations, func(o obligation) bool { return slices.Contains(o.Actions, "fulfil") })
}

// remember keeps a file that was added from a system's page. Who owes a proof need
// not see the proposal's files, so that they could not choose their own otherwise.
func (v *visit) remember(proposal string, f attachment) {
	added, of := v.remembered(), v.actor.Account+" "+proposal
	all := append(added[of], f.ID+" "+cmp.Or(valueOf(f.Title), f.Name))
	added[of] = all[max(0, len(all)-keptProofs):]
	v.sessions.Put(v.r.Context(), keyProofs, added)
}

func (v *visit) remembered() url.Values {
	if added, ok := v.sessions.Get(v.r.Context(), keyProofs).(url.Values); ok {
		return added
	}
	return url.Values{}
}

// withProofs adds to the files of a proposal that the visitor sees those that they
// added from its system's page.
func (v *visit) withProofs(proposal string, seen []attachment) []attachment {
	all := slices.Clone(seen)
	for _, kept := range v.remembered()[v.actor.Account+" "+proposal] {
		id, name, _ := strings.Cut(kept, " ")
		if !slices.ContainsFunc(all, func(a attachment) bool { return a.ID == id }) {
			all = append(all, attachment{ID: id, Name: name})
		}
	}
	return all
}
