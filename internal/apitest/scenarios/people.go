package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// Administration opens an account by two, has its one-time password changed,
// moves the person to another agency with a token still valid, and disables it.
func Administration(t testing.TB, c *apitest.Client) {
	name := "cb-" + apitest.Unique()
	account := map[string]any{"kind": "account", "body": map[string]any{"username": name, "name": "Nguyễn Văn Thử", "agency": "so-khcn", "roles": []string{"reviewer"}}}
	c.As("head-so-khcn").POST("/changes", account).Refused(t, 403, apitest.Forbidden)
	proposed := offer(t, c, account)
	c.As("admin").POST(proposed+"/confirmation", yes).Refused(t, 403, apitest.Forbidden)
	c.As("head-so-y-te").POST(proposed+"/confirmation", yes).Refused(t, 404, apitest.NotFound)
	c.As("head-so-khcn").POST(proposed+"/confirmation", yes).Want(t, 200)
	c.As("admin").POST(proposed+"/one-time-password", nil).Refused(t, 404, apitest.NotFound)
	token := firstSignIn(t, c, c.As("head-so-khcn"), proposed, name)

	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	review := c.Intended(t, p, p.Gate(t, "technology_review"), nil)
	at := p.Path("/gates/technology_review/claim")
	c.Token(token).POST(at, nil).Want(t, 200)
	c.As("reviewer-so-khcn").POST(at, nil).Refused(t, 409, apitest.Conflict).Says(t, "thụ lý")
	// Leaving today counts from tomorrow; leaving yesterday from now.
	c.As("head-so-khcn").POST(offer(t, c, map[string]any{"kind": "membership", "body": map[string]any{
		"username": name, "agency": "so-khcn", "leaves": "so-khcn", "last_day": apitest.DaysAgo(1),
	}})+"/confirmation", yes).Want(t, 200)
	c.Token(token).POST(p.DecisionPath("technology_review"), review).Refused(t, 401, apitest.Unauthorised)
	leftBehind(t, c, p, name)
	c.As("reviewer-so-khcn").POST(at, nil).Want(t, 200)
	c.Decide(t, p, "technology_review", nil)
	if n := apitest.Count(c.Events(t, p), "claim_ended", "technology_review"); n != 1 {
		t.Errorf("%d entries say that the claim ended, want one", n)
	}

	ownRoles := offer(t, c, map[string]any{"kind": "roles", "body": map[string]any{"username": "head-so-y-te", "agency": "so-y-te", "roles": []string{"head", "filer"}}})
	for _, who := range []string{"head-so-y-te", "admin"} { // whose account it is, and who proposed it
		c.As(who).POST(ownRoles+"/confirmation", yes).Refused(t, 403, apitest.Forbidden)
	}

	c.As("filer-so-y-te").GET("/accounts").Refused(t, 403, apitest.Forbidden)
	var own struct {
		Items []struct{ ID, Username string }
	}
	c.As("head-so-y-te").GET("/accounts").Want(t, 200).JSON(&own)
	for _, a := range own.Items {
		if a.Username == "head-so-y-te" {
			c.As("head-so-y-te").POST("/accounts/"+a.ID+"/disable", map[string]any{"reason": "Thử"}).Refused(t, 403, apitest.Forbidden)
		}
	}
}

// leftBehind wants the gate that somebody had claimed and left behind to be free.
func leftBehind(t testing.TB, c *apitest.Client, p apitest.Proposal, name string) {
	t.Helper()
	type hand struct{ By struct{ Name string } }
	var read struct {
		Gates []struct {
			ID          string
			Claim       *hand
			ClaimLapsed *hand `json:"claim_lapsed"`
			Actions     []string
		}
	}
	c.As("reviewer-so-khcn").GET(p.Path("")).Want(t, 200).JSON(&read)
	for _, g := range read.Gates {
		if g.ID == "technology_review" && (g.Claim != nil || g.ClaimLapsed == nil || g.ClaimLapsed.By.Name == "" || !slices.Contains(g.Actions, "claim")) {
			t.Errorf("left by %s the gate is %+v", name, g)
		}
	}
}

var yes = map[string]any{"confirmed": true}

// offer proposes a change as the admin and gives its path.
func offer(t testing.TB, c *apitest.Client, body map[string]any) string {
	t.Helper()
	var made struct{ ID string }
	c.As("admin").POST("/changes", body).Want(t, 201).JSON(&made)
	return "/changes/" + made.ID
}

// chosen is the password that everybody whose account a story opens chooses.
const chosen = "câu riêng của tôi"

// firstSignIn takes the one-time password over from who confirmed the account and
// has it changed; it gives the token.
func firstSignIn(t testing.TB, c, second *apitest.Client, change, name string) string {
	t.Helper()
	var secret struct{ Username, Password string }
	second.POST(change+"/one-time-password", nil).Want(t, 200).JSON(&secret)
	signIn := func(password string) (token string, must bool) {
		var in struct {
			Token string
			User  struct {
				Must bool `json:"password_change_required"`
			}
		}
		c.Nobody().POST("/tokens", map[string]any{"username": name, "password": password}).Want(t, 200).JSON(&in)
		return in.Token, in.User.Must
	}
	token, must := signIn(secret.Password)
	if secret.Username != name || !must {
		t.Errorf("the first sign-in of %s: password change required %v", secret.Username, must)
	}
	c.Token(token).GET("/worklist").Refused(t, 403, "password_change_required").Says(t, "đổi mật khẩu")
	c.Token(token).POST("/password", map[string]any{"old": secret.Password, "new": "ngắn"}).Refused(t, 422, apitest.Invalid).At(t, "new")
	c.Token(token).POST("/password", map[string]any{"old": secret.Password, "new": chosen}).Want(t, 200)
	c.Nobody().POST("/tokens", map[string]any{"username": name, "password": secret.Password}).Refused(t, 401, apitest.Unauthorised)
	c.Token(token).GET("/worklist").Want(t, 200)
	if again, must := signIn(chosen); again == "" || must {
		t.Errorf("signed in again: %v", must)
	}
	return token
}

// hire opens an account in an agency, which the second person confirms, and gives
// its token.
func hire(t testing.TB, c, second *apitest.Client, agency string, roles ...string) string {
	t.Helper()
	name := "cb-" + apitest.Unique()
	change := offer(t, c, map[string]any{"kind": "account", "body": map[string]any{"username": name, "name": "Trần Thị " + name, "agency": agency, "roles": roles}})
	second.POST(change+"/confirmation", yes).Want(t, 200)
	return firstSignIn(t, c, second, change, name)
}

// secondHead gives the token of one more head of an agency, whom another admin
// confirms.
func secondHead(t testing.TB, c *apitest.Client, agency string) string {
	t.Helper()
	admin := c.Token(hire(t, c, c.As("head-so-khcn"), "so-khcn", "admin"))
	return hire(t, c, admin, agency, "head")
}
