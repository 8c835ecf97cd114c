package pages

import (
	"net/http"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// recovery is the change that gives a checkpoint up because what it proves is lost.
const recovery = "ledger_recovery"

// recoveryForm is the form by which one of the losses found is chosen; without any
// there is nothing to propose.
type recoveryForm struct{ Losses []html.Option }

// fieldLoss holds the checkpoint that is given up: its size and its root.
const fieldLoss = ownField + "loss"

func (v *visit) recoveryForm() (*recoveryForm, error) {
	var got checkpoint
	err := v.get("/ledger/checkpoint", nil, &got)
	if p, ok := err.(*problem); ok && p.Status == http.StatusNotFound {
		return &recoveryForm{}, nil
	}
	f := &recoveryForm{}
	for _, l := range got.Losses {
		f.Losses = append(f.Losses, html.Option{
			Value: strconv.FormatInt(l.Size, 10) + " " + l.Root,
			Text:  v.words("recovery.loss", html.Number(l.Size), html.Number(l.Intact+1)),
			Hint:  v.words("recovery.loss.hint", html.Number(l.Intact), html.Number(l.FoundSize), l.Root),
		})
	}
	return f, err
}

// recoveryBody names the checkpoint that was chosen.
func (v *visit) recoveryBody(f *form) (map[string]any, error) {
	body, err := v.body(f)
	if err != nil {
		return nil, err
	}
	size, root, _ := strings.Cut(f.Value(fieldLoss), " ")
	if n, err := strconv.ParseInt(size, 10, 64); err == nil {
		body["body"] = map[string]any{"size": n, "root": root}
	}
	return body, nil
}
