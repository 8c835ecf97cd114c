package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"pheduyet/seeds"
)

// further is something that the table's proposals do not come to. It is shown with
// a proposal of the demonstration's own, filed after those of the table.
type further struct {
	title string
	show  func(ctx context.Context, s *stage) error
}

// furthers are shown in this order. A proposal's place follows from it, so a new
// one goes to the end.
var furthers = []further{
	{"Thay thế ý kiến đã ban hành", showReplaced},
	{"Đề nghị xem xét lại ý kiến không thống nhất", showReviewed},
	{"Ký thay lãnh đạo theo văn bản phân công", showDelegated},
	{"Tính thử quy trình mới trên hồ sơ đang xử lý", showSimulated},
	{"Danh mục có bản mới, rà soát trùng lặp mở lại", showRescreened},
	{"Hai xã hợp nhất giữa chừng", showMerged},
	{"Bộ trả lời chậm: công văn nhắc của Sở, rồi của UBND tỉnh", showLateReply},
}

// stage is where one of them is shown. Known are the results so far, of the table
// and of what was shown before.
type stage struct {
	runner
	out   io.Writer
	at    int // place of its proposal, behind the table's
	known []result
}

// showFurther shows everything beside the table and names what went otherwise.
func showFurther(ctx context.Context, r runner, out io.Writer, table []result) error {
	s := &stage{runner: r, out: out, known: slices.Clone(table)}
	var faults []error
	for i, f := range furthers {
		s.at = len(table) + i + 1
		fmt.Fprintf(out, "\n%d. %s\n", i+1, f.title)
		if err := f.show(ctx, s); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", f.title, err))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return errors.Join(faults...)
}

// play takes a proposal of the demonstration's own through its script and says
// which it is.
func (s *stage) play(ctx context.Context, seed seeds.Demonstration) (result, error) {
	r := s.run(ctx, s.at, seed)
	s.known = append(s.known, r)
	fmt.Fprintf(s.out, "   Hồ sơ %s · %s · %s\n", r.view.Number, r.view.Name, statusWords[r.view.Status])
	if d := r.differences(); len(d) > 0 {
		return r, errors.New(strings.Join(d, "; "))
	}
	return r, nil
}

// Cells given to a reason.
const reasonCells = 120

// rounds prints what was said at a gate in each round, and which of it lost its
// force.
func (s *stage) rounds(r result, gate string) {
	for _, round := range r.history.Gates {
		if round.Gate != gate {
			continue
		}
		g, _ := r.view.gate(gate)
		line := fmt.Sprintf("%s, lượt %d: %s", g.Title, round.Round, outcomeWords[round.Outcome])
		if reason := text(round.Decision, "reason"); reason != "" {
			line += " – " + cut(reason, reasonCells)
		}
		if why := struckWords[text(round.Superseded, "by")]; why != "" {
			line += " [" + why + "]"
		}
		fmt.Fprintln(s.out, "   "+line)
	}
}

// struckWords say by what a decision lost its force.
var struckWords = map[string]string{
	"replace": "đã bị thay thế, vẫn lưu", "send_back": "hết hiệu lực do xem xét lại, vẫn lưu", "round": "hết hiệu lực vì bước mở lượt mới, vẫn lưu",
}

// events prints the recorded acts of some kinds.
func (s *stage) events(r result, actions ...string) {
	for _, e := range r.history.Events {
		if slices.Contains(actions, e.Action) {
			fmt.Fprintf(s.out, "   %s · %s: %s\n", moment(e.At), cmp.Or(e.who(), "Hệ thống"), e.Text)
		}
	}
}
