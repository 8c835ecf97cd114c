package proposal

import "testing"

func TestWhatTheLettersOfAConsultationWant(t *testing.T) {
	letter := func(to string, day Date) func(*Standing) {
		return func(s *Standing) {
			s.Letters = append(s.Letters, RecordedLetter{Letter: Letter{To: to, Number: "1", Date: day}, At: noon})
		}
	}
	reply := func(from, position string, day Date) func(*Standing) {
		return func(s *Standing) {
			s.Replies = append(s.Replies, RecordedReply{Reply: Reply{From: from, Number: "2", Date: day, Position: position}, At: noon})
		}
	}
	type wants struct{ send, reply bool }
	tests := []struct {
		name   string
		gate   string
		papers []func(*Standing)
		want   wants
	}{
		{"nobody has written", "ministry", nil, wants{send: true}},
		{"another was asked and has answered", "ministry", []func(*Standing){letter("so-khcn", "2026-09-01"), reply("so-khcn", Agree, "2026-09-02")}, wants{send: true}},
		{"the ministry has not answered", "ministry", []func(*Standing){letter("bo-y-te", "2026-09-01")}, wants{reply: true}},
		{"it answered the day it was asked", "ministry", []func(*Standing){letter("bo-y-te", "2026-09-01"), reply("bo-y-te", Disagree, "2026-09-01")}, wants{}},
		{"it asks for more", "ministry", []func(*Standing){letter("bo-y-te", "2026-09-01"), reply("bo-y-te", AsksForMore, "2026-09-02")}, wants{send: true}},
		{"it is asked anew", "ministry", []func(*Standing){letter("bo-y-te", "2026-09-01"), reply("bo-y-te", AsksForMore, "2026-09-02"), letter("bo-y-te", "2026-09-03")}, wants{reply: true}},
		{"it answered, another did not", "ministry", []func(*Standing){letter("bo-y-te", "2026-09-01"), reply("bo-y-te", Agree, "2026-09-02"), letter("so-khcn", "2026-09-03")}, wants{reply: true}},
		{"no gate asks", "", nil, wants{}},
		{"a letter from before any gate", "", []func(*Standing){letter("bo-y-te", "2026-09-01")}, wants{reply: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := filed(t, standard()).Case
			c.Standing.Letters, c.Standing.Replies = nil, nil
			for _, paper := range tt.papers {
				paper(&c.Standing)
			}
			if send, reply := c.Correspondence(tt.gate); (wants{send, reply}) != tt.want {
				t.Errorf("send %v, reply %v, want %+v", send, reply, tt.want)
			}
		})
	}
}
