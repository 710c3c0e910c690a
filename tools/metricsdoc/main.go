// Command metricsdoc writes docs/metrics.md from the metrics that the source declares.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/machinefi/sprout/internal/metricsdoc"
)

//go:generate go run . -root ../.. -page ../../docs/metrics.md

func main() {
	root := flag.String("root", ".", "folder of the source")
	page := flag.String("page", "docs/metrics.md", "file to write")
	flag.Parse()
	if err := write(*root, *page); err != nil {
		fmt.Fprintln(os.Stderr, "metricsdoc:", err)
		os.Exit(1)
	}
}

func write(root, page string) error {
	metrics, err := metricsdoc.Scan(root)
	if err != nil {
		return err
	}
	if err := os.WriteFile(page, []byte(metricsdoc.Page(metrics)), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}
