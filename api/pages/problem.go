package pages

import (
	"encoding/json"
	"fmt"
)

// problem is a refusal of the API, in the reader's words.
type problem struct {
	Status    int          `json:"status"`
	Code      string       `json:"code"`
	Title     string       `json:"title"`
	Detail    string       `json:"detail"`
	RequestID string       `json:"request_id"`
	Errors    []fieldFault `json:"errors"`
}

// fieldFault is one fault of the content: the field by its JSON path.
type fieldFault struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

func (p *problem) Error() string {
	return fmt.Sprintf("the API answered %d %s (request %s)", p.Status, p.Code, p.RequestID)
}

func readProblem(r *reply) error {
	p := &problem{}
	if err := json.Unmarshal(r.body.Bytes(), p); err != nil {
		return fmt.Errorf("the API answered %d and what cannot be read: %w", r.status, err)
	}
	p.Status = r.status
	return p
}
