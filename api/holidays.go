package api

import (
	"context"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"pheduyet/internal/proposal"
)

// Holidays tells what is known of days off.
type Holidays interface {
	// Holidays tells which years have holiday data, and what is due by a count that
	// left them.
	Holidays(ctx context.Context) (proposal.HolidayData, error)
}

type holidaysView struct {
	Items       []holidayYearView `json:"items"`
	Provisional provisionalView   `json:"provisional"`
	Missing     []int             `json:"missing"`
}

type holidayYearView struct {
	Year int    `json:"year"`
	Days int    `json:"days"`
	Note string `json:"note"`
}

type provisionalView struct {
	Gates       int `json:"gates"`
	Reviews     int `json:"reviews"`
	Obligations int `json:"obligations"`
}

// holidays answers admins which years have holiday data, and what waits for those
// that have none.
func (s *server) holidays(r *http.Request) (answer, error) {
	if !about(r).actor.Has(proposal.RoleAdmin) {
		return answer{}, proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị hệ thống được xem tình trạng dữ liệu ngày nghỉ.", "The state of the holiday data is for admins.")
	}
	found, err := s.Store.Holidays(r.Context())
	if err != nil {
		return answer{}, err
	}
	return ok(holidaysView{
		Items:       each(found.Years, func(y proposal.HolidayYear) holidayYearView { return holidayYearView(y) }),
		Provisional: provisionalView{found.Gates, found.Reviews, found.Obligations},
		Missing:     each(found.Missing, func(year int) int { return year }),
	})
}

// calendarMetric counts what is due provisionally whenever it is scraped.
type calendarMetric struct{ store Holidays }

var (
	provisionalDue = prometheus.NewDesc("pheduyet_provisional_deadlines",
		"Open gates, days for asking for a review and obligations whose due date counts days of a year without holiday data; an admin must load that year.", []string{"of"}, nil)
	lastHolidays = prometheus.NewDesc("pheduyet_holidays_last_year", "The last year with holiday data.", nil, nil)
)

// Describe tells what is counted.
func (calendarMetric) Describe(to chan<- *prometheus.Desc) {
	to <- provisionalDue
	to <- lastHolidays
}

// Collect counts; where the database does not answer, the scrape fails.
func (m calendarMetric) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countingTime)
	defer cancel()
	found, err := m.store.Holidays(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(provisionalDue, err)
		return
	}
	last := 0
	for _, y := range found.Years {
		last = max(last, y.Year)
	}
	to <- prometheus.MustNewConstMetric(provisionalDue, prometheus.GaugeValue, float64(found.Gates), "gates")
	to <- prometheus.MustNewConstMetric(provisionalDue, prometheus.GaugeValue, float64(found.Reviews), "reviews")
	to <- prometheus.MustNewConstMetric(provisionalDue, prometheus.GaugeValue, float64(found.Obligations), "obligations")
	to <- prometheus.MustNewConstMetric(lastHolidays, prometheus.GaugeValue, float64(last))
}
