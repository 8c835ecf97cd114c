package proposal

// CommandDisableAccount disables an account; its body is a Disabling.
const CommandDisableAccount = "disable_account"

// Disabling takes an account's rights away at once.
type Disabling struct {
	Account string `json:"account"`
	Reason  string `json:"reason"`
}
