package pages

import (
	"net/url"
	"slices"

	"pheduyet/api/html"
)

// systemStates in the order of a system's life.
var systemStates = []string{"planned", "in_use", "retired", "lapsed", "revoked"}

// dutiesShown is how many obligations stand above the list of systems.
const dutiesShown = 10

// systemsView is the list of approved systems, and what the visitor's agency owes
// or agrees to for any of them.
type systemsView struct {
	Duties   []work // soonest due first, of all that wait the first
	Waiting  int
	Rows     []systemRead
	Agency   string
	State    string
	Agencies []html.Option
	States   []html.Option
	Pages    *pager
}

// systems lists what approvals became. Who files for an agency sees its own first.
func (v *visit) systems() error {
	q := v.query()
	if !q.Has("agency") && v.actor.Files(v.actor.Agency) {
		q.Set("agency", v.actor.Agency)
	}
	d := systemsView{Agency: q.Get("agency"), State: q.Get("state")}
	var err error
	if d.Agencies, err = v.agencyOptions("department", "commune", "unit", "peoples_committee"); err != nil {
		return err
	}
	for _, s := range systemStates {
		d.States = append(d.States, html.Option{Value: s, Text: v.words("system." + s)})
	}
	var got struct {
		Items []systemRead
		Next  *string `json:"next_cursor"`
	}
	if err := v.get("/systems", listQuery(q, "agency", "state", "cursor"), &got); err != nil {
		return err
	}
	for i := range got.Items {
		v.ready(&got.Items[i])
	}
	d.Rows, d.Pages = got.Items, cursorPages(q, got.Next)
	if d.Duties, err = v.duties(); err != nil {
		return err
	}
	d.Waiting, d.Duties = len(d.Duties), d.Duties[:min(len(d.Duties), dutiesShown)]
	return v.show(view{page: "systems", title: "nav.systems", data: d})
}

// duties are what the worklist holds of approved systems.
func (v *visit) duties() ([]work, error) {
	var got struct{ Items []work }
	if err := v.get("/worklist", nil, &got); err != nil {
		return nil, err
	}
	owed := slices.DeleteFunc(got.Items, func(w work) bool { return w.Obligation == nil })
	for i := range owed {
		owed[i].Due = v.due(owed[i].DueAt)
	}
	return owed, nil
}

// systemPage is one system: its life, and what is owed for it.
type systemPage struct {
	*systemRead
	Doors []door
}

func (v *visit) system() error {
	y, err := v.readSystem()
	if err != nil {
		return err
	}
	d := systemPage{systemRead: y}
	for _, k := range actsOnSystem {
		if slices.Contains(y.Actions, k.key) {
			d.Doors = append(d.Doors, door{Key: "action.system_" + k.key, Href: "/systems/" + y.ID + "/" + k.path, Main: len(d.Doors) == 0})
		}
	}
	return v.show(view{page: "system", title: "system.title", args: []any{y.Name}, data: d})
}

func (v *visit) readSystem() (*systemRead, error) {
	var y systemRead
	if err := v.get("/systems/"+url.PathEscape(v.r.PathValue("id")), nil, &y); err != nil {
		return nil, err
	}
	v.ready(&y)
	return &y, nil
}
