package catalog

import (
	"encoding/json"
	"fmt"
	"math"
	"time"
)

// Calibration is how the features become a score, and the score a verdict: data
// with the day and the figures of its making.
type Calibration struct {
	Date      string             `json:"date"` // of the calibration, 2006-01-02
	On        string             `json:"on"`   // what it was made on
	Threshold float64            `json:"threshold"`
	Bias      float64            `json:"bias"`
	Weights   map[string]float64 `json:"weights"` // by feature, lower case
	Figures   map[string]float64 `json:"figures"` // measured that day
	weights   [8]float64
}

var featureNames = []string{"name", "function", "summary", "title", "does", "object", "evidence", "sector"}

func (f features) values() [8]float64 {
	return [8]float64{
		float64(f.Name), float64(f.Function), float64(f.Summary), float64(f.Title),
		float64(f.Does), float64(f.Object), float64(f.Evidence), float64(f.Sector),
	}
}

// ParseCalibration reads and checks a calibration.
func ParseCalibration(data []byte) (*Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("calibration: %w", err)
	}
	if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
		return nil, fmt.Errorf("calibration: date: %w", err)
	}
	if !(c.Threshold > 0 && c.Threshold < 1) {
		return nil, fmt.Errorf("calibration: threshold %v is not between 0 and 1", c.Threshold)
	}
	if len(c.Weights) != len(featureNames) {
		return nil, fmt.Errorf("calibration: %d weights for %d features", len(c.Weights), len(featureNames))
	}
	for i, name := range featureNames {
		w, ok := c.Weights[name]
		if !ok || math.IsNaN(w) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("calibration: no weight for %q", name)
		}
		c.weights[i] = w
	}
	return &c, nil
}

// score maps features to 0…1, rounded so that it prints and compares the same
// everywhere.
func (c *Calibration) score(f features) float64 {
	z := c.Bias
	values := f.values()
	for i, w := range c.weights {
		z += w * values[i]
	}
	return math.Round(1e4/(1+math.Exp(-z))) / 1e4
}
