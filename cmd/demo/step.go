package main

import (
	"context"
	"errors"
	"fmt"

	"pheduyet/seeds"
)

// requestPaths say where each act other than a decision or a change is sent.
var requestPaths = map[string]string{
	"submit":   "/submission",
	"letter":   "/consultation",
	"reply":    "/consultation",
	"accept":   "/acceptance",
	"withdraw": "/withdrawal",

	"review-request": "/review-request",
	"review":         "/review",
}

// request builds the call of a step. A call without a method is one that needs
// not be made.
func (f *filing) request(ctx context.Context, s seeds.Step) (call, error) {
	over, err := f.over(s)
	if err != nil {
		return call{}, err
	}
	q := call{account: f.seed.Filer, method: "POST"}
	if s.As != "" {
		q.account = s.As
	}
	switch s.Act {
	case "decide":
		return f.decision(ctx, q, s, over)
	case "replace":
		return f.replacement(ctx, q, s, over)
	case "patch":
		if holds(f.view.fields, over) {
			return call{}, nil
		}
		q.method, q.path, q.etag = "PATCH", f.path(""), f.view.etag
	default:
		path, ok := requestPaths[s.Act]
		if !ok {
			return call{}, fmt.Errorf("không rõ việc “%s”", s.Act)
		}
		q.path = f.path(path)
	}
	if len(s.Answers) > 0 {
		if over["answers"], err = f.answers(s.Answers); err != nil {
			return call{}, err
		}
	}
	q.body, err = withDays(over, f.client.today)
	return q, err
}

// answers gives the texts to the open requests, in their order.
func (f *filing) answers(texts []string) ([]any, error) {
	var list []any
	for _, it := range f.view.Items {
		if it.Answered {
			continue
		}
		if len(list) == len(texts) {
			return nil, errors.New("hồ sơ có nhiều yêu cầu bổ sung hơn kịch bản trả lời")
		}
		list = append(list, map[string]any{"item": it.ID, "text": texts[len(list)]})
	}
	if len(list) < len(texts) {
		return nil, fmt.Errorf("kịch bản trả lời %d yêu cầu nhưng hồ sơ chỉ có %d yêu cầu chưa trả lời", len(texts), len(list))
	}
	return list, nil
}

// decision builds the call of a decision: what the gate's officers usually send,
// with the step's body laid over it.
func (f *filing) decision(ctx context.Context, q call, s seeds.Step, over map[string]any) (call, error) {
	g, ok := f.view.gate(s.Gate)
	if !ok {
		return call{}, fmt.Errorf("quy trình của hồ sơ không có bước “%s”", s.Gate)
	}
	desk, ok := f.desks[g.Authority]
	if !ok {
		return call{}, fmt.Errorf("bước “%s” thuộc “%s”, chưa có tài khoản trình diễn", s.Gate, g.Authority)
	}
	if s.As == "" {
		q.account = desk.Account
	}
	standard, err := f.standard(ctx, g, desk)
	if err != nil {
		return call{}, err
	}
	body, err := plain(standard)
	if err != nil {
		return call{}, err
	}
	q.path = f.path("/gates/" + g.ID + "/decision")
	q.body, err = withDays(merge(body, over), f.client.today)
	return q, err
}
