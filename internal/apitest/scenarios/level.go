package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// SecurityLevel shows that a claimed level below what the facts require is a warning at
// filing and a refusal at the gate; from level 3 on the provincial decision
// states the level.
func SecurityLevel(t testing.TB, c *apitest.Client) {
	facts := apitest.Complete("so-y-te").Secure("audience", "public").Secure("handles_tthc", true)
	p := c.File(t, "so-y-te", facts)
	var warned struct {
		Warnings      []apitest.Fault `json:"warnings"`
		RequiredLevel int             `json:"required_level"`
	}
	c.As(p.Filer()).GET(p.Path("")).Want(t, 200).JSON(&warned)
	if len(warned.Warnings) != 1 || warned.Warnings[0].Field != "security.proposed_level" || warned.RequiredLevel != 3 {
		t.Errorf("claiming level 2 is answered %+v", warned)
	}
	p = c.WalkTo(t, p, "security_level", nil)
	const police, province = "reviewer-cong-an-tinh", "reviewer-ubnd-tinh"
	claimed := c.As(police).Approval(t, p, p.Gate(t, "security_level"))
	refused(t, c, p, refusal{"the level claimed", decides(police, p, "security_level", claimed), 422, apitest.Invalid, "details.level", []string{"cấp độ 3"}})
	p = c.Decide(t, p, "security_level", apitest.Decision{}.Detail("level", 3))
	unsaid := c.As(province).Approval(t, p, p.Gate(t, "provincial_decision"))
	refused(t, c, p,
		refusal{"a decision without the level", decides(province, p, "provincial_decision", unsaid), 422, apitest.Invalid, "details.level", []string{"cấp độ 3"}},
		refusal{"a decision with a lower level", decides(province, p, "provincial_decision", unsaid.Detail("level", 2)), 422, apitest.Invalid, "details.level", []string{"cấp độ 3"}},
		refusal{"a decision signed without a capacity there is", decides(province, p, "provincial_decision", unsaid.Detail("level", 3).Detail("capacity", "KT. TM.")), 422, apitest.Invalid, "details.capacity", []string{"TM."}},
	)
	if p = c.Decide(t, p, "provincial_decision", apitest.Decision{}.Detail("level", 3)); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
	obliged(t, c, p)
}

// obliged wants the obligation that an opinion on the level leaves behind.
func obliged(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	var d struct {
		Level      int `json:"level"`
		Conditions []struct {
			Gate       string `json:"gate"`
			Obligation bool   `json:"obligation"`
		} `json:"conditions"`
	}
	c.As(p.Filer()).GET(p.Path("")).Want(t, 200).JSON(&d)
	for _, condition := range d.Conditions {
		if condition.Gate == "security_level" && condition.Obligation && d.Level == 3 {
			return
		}
	}
	t.Errorf("level %d, conditions %+v", d.Level, d.Conditions)
}
