package process

import (
	"cmp"
	"fmt"
	"slices"

	"pheduyet/internal/proposal"
)

// Set is the packs that one installation knows. It is immutable; [Set.With] gives
// a larger one.
type Set struct{ packs []Pack }

// NewSet orders the packs by id and version, ends a version without a last day
// where the next one begins, and holds that they fit together: no version twice,
// the versions of one id without gap or overlap, and never two packs for the same
// kind on the same day. The packs themselves are judged by [Pack.Validate].
func NewSet(packs ...Pack) (*Set, error) {
	s := &Set{packs: slices.Clone(packs)}
	slices.SortFunc(s.packs, func(a, b Pack) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	s.succeed()
	var f faults
	for i, p := range s.packs {
		for _, q := range s.packs[i+1:] {
			s.fit(&f, p, q)
		}
		if i+1 < len(s.packs) && s.packs[i+1].ID == p.ID {
			adjoin(&f, p, s.packs[i+1])
		}
	}
	if err := f.err("Bộ quy trình", "The set of packs"); err != nil {
		return nil, err
	}
	return s, nil
}

// succeed ends each version that has no last day before the next one of its id.
// A version is immutable, so its file cannot say what came after it.
func (s *Set) succeed() {
	for i := range len(s.packs) - 1 {
		p, next := &s.packs[i], s.packs[i+1]
		if p.ID == next.ID && p.EffectiveTo == "" && next.Version.Valid() && p.Version.Before(next.Version) {
			p.EffectiveTo = dayBefore(next.Version)
		}
	}
}

func dayBefore(d proposal.Date) proposal.Date { return proposal.DateOf(d.Time().AddDate(0, 0, -1)) }

func (s *Set) fit(f *faults, p, q Pack) {
	if p.ID == q.ID && p.Version == q.Version {
		f.add(p.name(), "Phiên bản này có hai lần.", "This version is there twice.")
		return
	}
	if !overlap(p, q) {
		return
	}
	for _, k := range p.Kinds {
		if slices.Contains(q.Kinds, k) {
			f.add(p.name(), "Trùng thời gian hiệu lực với %s cho cùng loại “%s”.", "Overlaps %s for the same kind “%s”.", q.name(), k)
		}
	}
}

// adjoin holds that a version ends the day before the next one begins.
func adjoin(f *faults, p, next Pack) {
	if p.EffectiveTo == "" || !p.EffectiveTo.Valid() || !next.Version.Valid() {
		return
	}
	if p.EffectiveTo != dayBefore(next.Version) {
		f.add(p.name(), "Phải kết thúc ngay trước ngày hiệu lực của %s.", "Must end the day before %s begins.", next.name())
	}
}

func overlap(p, q Pack) bool {
	return (p.EffectiveTo == "" || !q.EffectiveFrom.After(p.EffectiveTo)) &&
		(q.EffectiveTo == "" || !p.EffectiveFrom.After(q.EffectiveTo))
}

func (p Pack) name() string { return fmt.Sprintf("%s@%s", p.ID, p.Version) }

// on reports whether the pack is in force on the day.
func (p Pack) on(day proposal.Date) bool {
	return !day.Before(p.EffectiveFrom) && (p.EffectiveTo == "" || !day.After(p.EffectiveTo))
}

// With adds a pack. The same version with the same content changes nothing; with
// other content it is a conflict, since packs are immutable.
func (s *Set) With(p Pack) (*Set, error) {
	if old, ok := s.Get(p.ID, p.Version); ok {
		if old.Hash == p.Hash {
			return s, nil
		}
		return nil, proposal.Errorf(proposal.CodeConflict, "Quy trình %s đã có với nội dung khác; hãy đặt phiên bản mới.", "The pack %s exists with other content; give it a new version.", p.name())
	}
	return NewSet(append(slices.Clone(s.packs), p)...)
}

// Choose gives the pack in force for a kind on a day, or a not_found error.
func (s *Set) Choose(kind proposal.Kind, day proposal.Date) (Pack, error) {
	for _, p := range s.packs {
		if slices.Contains(p.Kinds, kind) && p.on(day) {
			return p, nil
		}
	}
	return Pack{}, proposal.Errorf(proposal.CodeNotFound, "Không có quy trình nào có hiệu lực cho loại “%s” vào ngày %s.", "No process is in force for the kind “%s” on %s.", kind, day)
}

// InForce gives the version of an id that is in force on a day.
func (s *Set) InForce(id string, day proposal.Date) (Pack, bool) {
	return s.find(func(p Pack) bool { return p.ID == id && p.on(day) })
}

// Get gives one version of an id.
func (s *Set) Get(id string, version proposal.Date) (Pack, bool) {
	return s.find(func(p Pack) bool { return p.ID == id && p.Version == version })
}

func (s *Set) find(is func(Pack) bool) (Pack, bool) {
	if i := slices.IndexFunc(s.packs, is); i >= 0 {
		return s.packs[i], true
	}
	return Pack{}, false
}

// All lists the packs by id and version.
func (s *Set) All() []Pack { return slices.Clone(s.packs) }
