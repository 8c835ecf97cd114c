package pages

import (
	"cmp"
	"slices"
)

// systemRead is an approved system as the API shows it to the visitor; what is owed
// is nil where only the register's fields are for them.
type systemRead struct {
	ID          string       `json:"id"`
	Number      string       `json:"number"`
	Name        string       `json:"name"`
	Agency      string       `json:"agency"`
	Entry       string       `json:"catalog_entry"`
	Kind        string       `json:"kind"`
	Level       *int         `json:"level"`
	State       string       `json:"state"`
	ApprovedAt  string       `json:"approved_at"`
	BeginBy     *string      `json:"begin_by"`
	Begun       *stepPaper   `json:"begun"`
	Acceptance  *stepPaper   `json:"acceptance"`
	Retirement  *stepPaper   `json:"retirement"`
	EndedAt     *string      `json:"ended_at"`
	Obligations []obligation `json:"obligations"`
	Actions     []string     `json:"actions"`

	LapsesBy due `json:"-"` // when the approval lapses; the zero value where it does not
}

// stepPaper is the document that a step of a system's life rests on.
type stepPaper struct {
	document
	Note *string `json:"note"`
	At   string  `json:"at"`
}

// obligation is something owed for a system.
type obligation struct {
	ID              string     `json:"id"`
	Gate            *string    `json:"gate"`
	Title           string     `json:"title"`
	Text            string     `json:"text"`
	Owner           string     `json:"owner"`
	OwnerSaid       *string    `json:"owner_said"`
	Agrees          *string    `json:"agrees"`
	StartedAt       string     `json:"started_at"`
	DueAt           *string    `json:"due_at"`
	Provisional     bool       `json:"provisional"`
	Late            bool       `json:"late"`
	BeforeOperation bool       `json:"before_operation"`
	Recommended     bool       `json:"recommended"`
	Citations       []citation `json:"citations"`
	State           string     `json:"state"`
	Proof           *struct {
		Text     string    `json:"text"`
		Document *document `json:"document"`
		At       string    `json:"at"`
	} `json:"proof"`
	Answer *struct {
		Agreed   bool      `json:"agreed"`
		Waived   bool      `json:"waived"`
		Note     *string   `json:"note"`
		Document *document `json:"document"`
		At       string    `json:"at"`
	} `json:"answer"`
	Actions []string `json:"actions"`

	N      int        `json:"-"` // its place as the API counts it
	Due    due        `json:"-"`
	System string     `json:"-"` // id of the system
	Doors  []gateDoor `json:"-"`
}

// Owed reports whether it is still to be fulfilled or agreed.
func (o obligation) Owed() bool { return o.State == "open" || o.State == "claimed" }

// First are the obligations that keep the system from operating, as long as they
// are owed.
func (y *systemRead) First() []obligation {
	return slices.DeleteFunc(slices.Clone(y.Obligations), func(o obligation) bool { return !o.BeforeOperation || o.Recommended || !o.Owed() })
}

// Soonest is what is due next; nil where nothing is owed by a day.
func (y systemRead) Soonest() *obligation {
	for i, o := range y.Obligations {
		if o.Owed() && o.DueAt != nil {
			return &y.Obligations[i]
		}
	}
	return nil
}

// ready makes a system ready to show: what is owed first, soonest due first.
func (v *visit) ready(y *systemRead) {
	if y.State == "planned" && y.Begun == nil {
		y.LapsesBy = v.due(y.BeginBy)
	}
	for i := range y.Obligations {
		o := &y.Obligations[i]
		o.N, o.System = i, y.ID
		if o.Owed() {
			o.Due = v.due(o.DueAt)
		}
		for _, k := range actsOnObligation {
			if slices.Contains(o.Actions, k.key) {
				o.Doors = append(o.Doors, gateDoor{"action." + k.key, "/systems/" + y.ID + "/obligations/" + o.ID + "/" + k.path})
			}
		}
	}
	slices.SortStableFunc(y.Obligations, func(a, b obligation) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), cmp.Compare(valueOf(a.DueAt), valueOf(b.DueAt)))
	})
}

// place puts what is owed by a day before what is owed by none, and both before
// what is done.
func (o obligation) place() int {
	switch {
	case !o.Owed():
		return 2
	case o.DueAt == nil:
		return 1
	}
	return 0
}
