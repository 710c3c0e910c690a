package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"text/tabwriter"
	"time"
)

// Result is one line of the benchmark table. Absent numbers are null: a
// measurement that was skipped has nothing but a note.
type Result struct {
	Name     string   `json:"name"`
	Value    *float64 `json:"value"`
	Unit     string   `json:"unit"`
	Baseline *float64 `json:"baseline"` // the other side of the ratio, in the same unit
	Ratio    *float64 `json:"ratio"`
	Target   string   `json:"target"`
	Met      *bool    `json:"met"` // null where there is no target
	Note     string   `json:"note"`
}

// figure makes a result without baseline or target.
func figure(name string, value float64, unit, note string) Result {
	return Result{Name: name, Value: number(value), Unit: unit, Note: note}
}

// against adds the target and whether it is met.
func (r Result) against(target string, met bool) Result {
	r.Target, r.Met = target, &met
	return r
}

// over adds the baseline and the ratio of value to it.
func (r Result) over(baseline float64) Result {
	r.Baseline = number(baseline)
	if baseline != 0 {
		r.Ratio = number(*r.Value / baseline)
	}
	return r
}

// number rounds to four digits that count: more would be noise.
func number(v float64) *float64 {
	if v != 0 && !math.IsInf(v, 0) && !math.IsNaN(v) {
		scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(v))))
		if scale < 1 {
			scale = 1 // whole numbers stay whole
		}
		v = math.Round(v*scale) / scale
	}
	return &v
}

// percentile returns the value that the share p of all does not exceed; 0 of none.
func percentile(all []time.Duration, p float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(math.Ceil(p*float64(len(sorted))))-1)]
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func write(path string, results []Result) error {
	b, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		return fmt.Errorf("encode results: %w", err)
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

func printTable(w io.Writer, results []Result) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "MEASUREMENT\tVALUE\tUNIT\tBASELINE\tRATIO\tTARGET\tMET\tNOTE")
	for i := range results {
		r := &results[i]
		met := "-"
		if r.Met != nil {
			met = map[bool]string{true: "yes", false: "NO"}[*r.Met]
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Name, show(r.Value), r.Unit, show(r.Baseline), show(r.Ratio), r.Target, met, r.Note)
	}
	_ = t.Flush() // standard output; nobody to tell
}

func show(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.6g", *v)
}
