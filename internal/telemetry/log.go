package telemetry

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

// LogFormat is how log lines are written.
type LogFormat string

const (
	// FormatText is slog's key=value lines, the default.
	FormatText LogFormat = "text"
	// FormatJSON is one JSON object a line.
	FormatJSON LogFormat = "json"
)

// LogConfig says what is logged and how.
type LogConfig struct {
	// Level is a name (debug, info, warn, error, also with an offset as in info+2) or slog's number for it (-4, 0, 4, 8).
	// Empty means info.
	Level string
	// Format is text or json. Empty means text.
	Format LogFormat
}

// Validate reports every field that NewLogger would refuse, joined.
func (c LogConfig) Validate() error {
	_, err := ParseLevel(c.Level)
	if err != nil {
		err = fmt.Errorf("log level: %w", err)
	}
	switch c.Format {
	case "", FormatText, FormatJSON:
		return err
	}
	return errors.Join(err, fmt.Errorf("log format: unknown format %q, want text or json", clip(string(c.Format))))
}

// ParseLevel reads a level by name or by number.
func ParseLevel(s string) (slog.Level, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return slog.LevelInfo, nil
	}
	if n, err := strconv.ParseInt(s, 10, 16); err == nil {
		return slog.Level(n), nil
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(s)); err != nil {
		return 0, fmt.Errorf("unknown level %q, want debug, info, warn, error or slog's number (-4, 0, 4, 8)", clip(s))
	}
	return level, nil
}

// NewLogger returns a logger that writes to w. The level can be changed while it is in use. It does not touch slog's default.
func NewLogger(w io.Writer, c LogConfig) (*slog.Logger, *slog.LevelVar, error) {
	if err := c.Validate(); err != nil {
		return nil, nil, err
	}
	parsed, err := ParseLevel(c.Level)
	if err != nil {
		return nil, nil, err
	}
	level := new(slog.LevelVar)
	level.Set(parsed)
	options := &slog.HandlerOptions{Level: level}
	if c.Format == FormatJSON {
		return slog.New(slog.NewJSONHandler(w, options)), level, nil
	}
	return slog.New(slog.NewTextHandler(w, options)), level, nil
}

// clip keeps a foreign string from filling an error message.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
