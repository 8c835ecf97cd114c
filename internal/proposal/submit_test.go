package proposal

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// consented attaches the owner's consent.
func consented(c *Case) { c.Attachments = []Attachment{{ID: "c", Kind: "owner_consent"}} }

func builds(kind Kind, on string) func(*Facts) {
	return func(f *Facts) { f.Kind, f.BuildsOn = kind, on }
}

// owner asks the owner of R01 and has it answer.
func owner(positions ...string) func(*Case) {
	return func(c *Case) {
		c.Standing.Letters = []RecordedLetter{{Letter: Letter{To: "so-cong-thuong", Date: "2026-09-01"}}}
		for _, p := range positions {
			c.Standing.Replies = append(c.Standing.Replies, RecordedReply{Reply: Reply{From: "so-cong-thuong", Date: "2026-09-02", Position: p}})
		}
	}
}

// submissions are drafts of Sở Y tế and what is at fault when they are sent.
var submissions = []struct {
	name  string
	facts func(*Facts)
	more  func(*Case)
	in    Submission
	want  string
}{
	{name: "a complete one"},
	{name: "nothing but a name", facts: func(f *Facts) { *f = Facts{Kind: NewBuild, Name: "Tên"} },
		want: "summary functions sector line_ministry scope users architecture_layer budget security expected_completion"},
	{name: "blanks", facts: func(f *Facts) { f.Summary, f.Sector = " ", "\t" }, want: "summary sector"},
	{name: "state secrets", facts: func(f *Facts) { f.Security.StateSecret = new(true) }, want: "security.state_secret"},
	{name: "a budget line twice", facts: func(f *Facts) { f.Budget = append(f.Budget, f.Budget[0]) }, want: "budget"},
	{name: "a level claimed too low is no fault yet", facts: func(f *Facts) { f.Security.ProposedLevel = new(1) }},
	{name: "an unknown ministry", facts: func(f *Facts) { f.LineMinistry = "so-khcn" }, want: "line_ministry"},
	{name: "a co-lead", facts: func(f *Facts) { f.CoAgencies = []string{"so-khcn"} }},
	{name: "a co-lead that still exists", facts: func(f *Facts) { f.CoAgencies = []string{"so-sap-het"} }},
	{name: "a co-lead that ended", facts: func(f *Facts) { f.CoAgencies = []string{"so-cu"} }, want: "co_agencies"},
	{name: "itself as co-lead", facts: func(f *Facts) { f.CoAgencies = []string{"so-y-te"} }, want: "co_agencies"},
	{name: "an unknown co-lead", facts: func(f *Facts) { f.CoAgencies = []string{"?"} }, want: "co_agencies"},
	{name: "the province as co-lead", facts: func(f *Facts) { f.CoAgencies = []string{"ubnd-tinh"} }, want: "co_agencies"},
	{name: "a council as co-lead", facts: func(f *Facts) { f.CoAgencies = []string{"to-giup-viec"} }, want: "co_agencies"},
	{name: "a plan of one's own", facts: func(f *Facts) { f.Realises = "P01" }},
	{name: "a plan of unknown state", facts: func(f *Facts) { f.Realises = "P02" }},
	{name: "a plan of another agency", facts: func(f *Facts) { f.Realises = "P03" }, want: "realises"},
	{name: "a plan of a co-lead", facts: func(f *Facts) { f.Realises, f.CoAgencies = "P03", []string{"so-khcn"} }},
	{name: "a system in use", facts: func(f *Facts) { f.Realises = "U01" }, want: "realises"},
	{name: "a national plan", facts: func(f *Facts) { f.Realises = "N02" }, want: "realises"},
	{name: "another province's plan", facts: func(f *Facts) { f.Realises = "X01" }, want: "realises"},
	{name: "an unknown plan", facts: func(f *Facts) { f.Realises = "?" }, want: "realises"},
	{name: "a lease that realises", facts: func(f *Facts) { f.Realises, f.Kind = "P01", Lease }, want: "realises"},
	{name: "an upgrade of one's own", facts: builds(Upgrade, "U01")},
	{name: "an upgrade of nothing", facts: builds(Upgrade, ""), want: "builds_on"},
	{name: "an extension of nothing", facts: builds(Extension, ""), want: "builds_on"},
	{name: "an extension of the unknown", facts: builds(Extension, "?"), want: "builds_on"},
	{name: "an upgrade of another's", facts: builds(Upgrade, "R01"), want: "builds_on"},
	{name: "a new build that names another's", facts: builds(NewBuild, "R01"), want: "builds_on"},
	{name: "another's with a consent attached", facts: builds(Upgrade, "R01"), more: consented},
	{name: "another's, asked", facts: builds(Upgrade, "R01"), more: owner(), want: "builds_on"},
	{name: "another's, agreed", facts: builds(Upgrade, "R01"), more: owner(Agree)},
	{name: "another's, refused", facts: builds(Upgrade, "R01"), more: owner(Disagree), want: "builds_on"},
	{name: "another's, agreed and then refused", facts: builds(Upgrade, "R01"), more: owner(Agree, Disagree), want: "builds_on"},
	{name: "nobody's without consent", facts: builds(Upgrade, "N01"), want: "builds_on"},
	{name: "a covering document", in: Submission{Document: &Document{Number: "1", Date: "2026-10-01", Title: "Tờ trình", Signatory: "A"}}},
	{name: "a covering document of tomorrow", in: Submission{Document: &Document{Number: "1", Date: "2026-12-01", Title: "Tờ trình", Signatory: "A"}}, want: "document.date"},
	{name: "an answer to nothing", in: Submission{Answers: []Answer{{Item: "x", Text: "y"}}}, want: "answers[0].item"},
}

func TestWhatASubmissionNeeds(t *testing.T) {
	for _, tt := range submissions {
		t.Run(tt.name, func(t *testing.T) {
			c := draft()
			if tt.facts != nil {
				tt.facts(&c.Facts)
			}
			if tt.more != nil {
				tt.more(&c)
			}
			was := frozen(c)
			after, err := c.Submit(tt.in, filing(standard()), at(noon))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Errorf("faults %q, want %q", got, tt.want)
			}
			if frozen(c) != was {
				t.Error("submitting changed the draft")
			}
			if err == nil && (after.Case.Status != InReview || after.Case.Revision != 1 || after.Case.Process.ID != "new") {
				t.Errorf("after: %+v", after.Case.Progress)
			}
		})
	}
}

func TestSubmissionOpensWhatIsFirst(t *testing.T) {
	f := filed(t, parallel())
	if got, want := f.states(), "dup:open/1 ministry:pending/1 tech:pending/1 money:pending/1 level:open/1 legal:open/1 province:pending/1"; got != want {
		t.Errorf("got %s", got)
	}
	if got, want := f.actions(), "submitted, gate_opened dup, gate_opened level, gate_opened legal"; got != want {
		t.Errorf("events %s", got)
	}
	if f.Standing.Required != 2 || *f.SubmittedAt != noon {
		t.Errorf("required %d at %v", f.Standing.Required, f.SubmittedAt)
	}
}

func TestAnswers(t *testing.T) {
	tests := []struct {
		name    string
		answers []Answer
		want    string
	}{
		{"all", []Answer{{"tech-1-1", "a"}, {"tech-1-2", "b"}}, ""},
		{"none", nil, "answers"},
		{"one of two", []Answer{{"tech-1-1", "a"}}, "answers"},
		{"an empty one", []Answer{{"tech-1-1", "a"}, {"tech-1-2", " "}}, "answers[1].text"},
		{"one twice", []Answer{{"tech-1-1", "a"}, {"tech-1-2", "b"}, {"tech-1-2", "c"}}, "answers[2].item"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, standard()).to("tech")
			d := returning()
			d.Items = append(d.Items, ItemRequest{Text: "Bổ sung sơ đồ", Citation: &Citation{Document: "QĐ 4520"}})
			f.decide("tech", d)
			if f.Status != Returned || len(f.Standing.Items) != 2 {
				t.Fatalf("%s with %+v", f.Status, f.Standing.Items)
			}
			after, err := f.Submit(Submission{Answers: tt.answers}, filing(standard()), at(f.now))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Fatalf("faults %q, want %q", got, tt.want)
			}
			if err == nil && (after.Case.Standing.Items[1].Answer != "b" || f.Standing.Items[1].Answered) {
				t.Error("the answer is in the case after and only there")
			}
		})
	}
}

// A gate whose authority stands on the filing side goes to the substitute.
func TestSubstitutes(t *testing.T) {
	conflict := func(agencies ...string) Filing {
		f := filing(standard())
		f.Parties.Conflicted = agencies
		return f
	}
	authorities := func(p Progress) map[string]string {
		m := map[string]string{}
		for _, g := range p.Gates {
			m[g.ID] = g.Authority
		}
		return m
	}
	tests := []struct {
		name   string
		filing Filing
		want   map[string]string // nil: refused
	}{
		{"nobody in conflict", conflict("so-y-te"), map[string]string{"dup": "so-khcn", "ministry": "so-khcn", "tech": "so-khcn", "money": "so-tai-chinh", "level": "cong-an-tinh", "province": "ubnd-tinh"}},
		{"filed by the authority, or a unit under it", conflict("trung-tam", "so-khcn"), map[string]string{"dup": "to-giup-viec", "ministry": "to-giup-viec", "tech": "to-giup-viec", "money": "so-tai-chinh", "level": "cong-an-tinh", "province": "ubnd-tinh"}},
		{"co-leads", conflict("so-y-te", "so-tai-chinh", "cong-an-tinh"), map[string]string{"dup": "so-khcn", "ministry": "so-khcn", "tech": "so-khcn", "money": "to-giup-viec", "level": "hoi-dong", "province": "ubnd-tinh"}},
		{"no substitute", conflict("ubnd-tinh"), nil},
		{"the substitute too", conflict("so-khcn", "to-giup-viec"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after, err := draft().Submit(Submission{}, tt.filing, at(noon))
			if tt.want == nil {
				if codeOf(err) != CodeInvalid {
					t.Errorf("got %v", err)
				}
				return
			}
			if d := cmp.Diff(tt.want, authorities(after.Case.Progress)); err != nil || d != "" {
				t.Error(err, d)
			}
		})
	}
	t.Run("a conflict that arises", func(t *testing.T) {
		f := filed(t, standard()).to("money")
		f.decide("money", returning())
		f.take(f.Submit(Submission{Answers: []Answer{{"money-1-1", "x"}}}, conflict("so-y-te", "so-khcn"), at(f.now)))
		if got, want := f.states(), "dup:passed/1 ministry:open/2 tech:pending/2 money:pending/2 level:pending/1 province:pending/1"; got != want {
			t.Errorf("got %s", got)
		}
		if got := authorities(f.Progress); got["dup"] != "so-khcn" || got["ministry"] != "to-giup-viec" || got["tech"] != "to-giup-viec" {
			t.Errorf("authorities %v: what a rule passed stays, what a person passed goes to the substitute", got)
		}
	})
}

func TestUnstated(t *testing.T) {
	f := full()
	want := []string{"solution", "steps", "resources", "operating_cost_per_year", "accountable", "self_review", "legal_basis", "integrations"}
	if d := cmp.Diff(want, f.Unstated()); d != "" {
		t.Error(d)
	}
	f.Solution, f.Steps, f.Resources, f.OperatingCost, f.Accountable = "x", []string{"x"}, "x", new(int64(0)), &Accountable{Name: "x"}
	f.SelfReview, f.LegalBasis, f.Integrations = "x", []string{"x"}, []string{"x"}
	if got := f.Unstated(); got != nil {
		t.Errorf("got %v", got)
	}
	if f.Asked() != 7*billion {
		t.Errorf("asked %d", f.Asked())
	}
}

func TestChanged(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Facts)
		want   []string
	}{
		{"nothing", func(*Facts) {}, nil},
		{"an absent list and an empty one", func(f *Facts) { f.LegalBasis = []string{} }, nil},
		{"a list in another order", func(f *Facts) { f.Budget = []BudgetLine{f.Budget[1], f.Budget[0]} }, []string{"budget"}},
		{"within a struct", func(f *Facts) { s := *f.Security; s.HandlesTTHC = new(true); f.Security = &s }, []string{"security"}},
		{"a fact taken away", func(f *Facts) { f.Security, f.ArchitectureLayer = nil, nil }, []string{"architecture_layer", "security"}},
		{"several, sorted", func(f *Facts) { f.Users, f.Name, f.Kind = nil, "x", Lease }, []string{"kind", "name", "users"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := full()
			tt.change(&f)
			if d := cmp.Diff(tt.want, Changed(full(), f)); d != "" {
				t.Error(d)
			}
		})
	}
}
