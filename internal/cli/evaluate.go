package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"

	"github.com/alecthomas/kong"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/stats"
	"openmaf/internal/programme/evaluation"
)

type evaluateCommand struct {
	Pairs  evaluatePairs  `cmd:"" help:"Compare scores before and after, from a CSV file."`
	Binary evaluateBinary `cmd:"" help:"Compare answers of yes or no before and after, from a CSV file."`
	Cohort evaluateCohort `cmd:"" help:"The six-month evaluation of the people whose way began in a period."`
	Demo   evaluateDemo   `cmd:"" help:"Write a file of invented people to try these on."`
}

// beforeAndAfter are the file and its columns.
type beforeAndAfter struct {
	File   string `arg:"" help:"CSV with headings; - is standard input."`
	ID     string `name:"id" help:"Column that tells the people apart." required:"" placeholder:"COL"`
	Before string `help:"Column with what was measured before." required:"" placeholder:"COL"`
	After  string `help:"Column with what was measured after; an empty cell is somebody who was lost." required:"" placeholder:"COL"`
}

// rows reads the file.
func (b beforeAndAfter) rows(read func(io.Reader, evaluation.Columns) (evaluation.Rows, error)) (evaluation.Rows, error) {
	file := os.Stdin
	if b.File != "-" {
		var err error
		if file, err = open(b.File); err != nil {
			return evaluation.Rows{}, err
		}
		defer file.Close()
	}
	return read(file, evaluation.Columns{ID: b.ID, Before: b.Before, After: b.After})
}

type evaluatePairs struct {
	beforeAndAfter
	HigherIs       string   `help:"better or worse: what a higher score means." default:"better" enum:"better,worse"`
	Reliability    *float64 `help:"Reliability of the measure, 0 to 1, to count reliable change." placeholder:"R"`
	SDFrom         string   `name:"sd-from" help:"Standard deviation for reliable change: before, or a number." default:"before" placeholder:"SD"`
	FunctionalMean *signed  `help:"Mean of people who need no help, to count who moved into the usual range." placeholder:"M"`
	FunctionalSD   *float64 `name:"functional-sd" help:"Standard deviation of the same people." placeholder:"S"`
}

func (e evaluatePairs) Run(t *terminal) error {
	o, err := e.options()
	if err != nil {
		return usage{err}
	}
	rows, err := e.rows(evaluation.ReadScores)
	if err != nil {
		return err
	}
	table := evaluation.Pairs(rows, o)
	if !t.json {
		t.tellPairs(table, o)
		t.tellWarnings(table.Warnings)
	}
	return t.document(struct {
		evaluation.PairTable
		Warnings []string `json:"warnings"`
	}{table, t.warnings(table.Warnings)})
}

// options checks what kong cannot.
func (e evaluatePairs) options() (o evaluation.Options, err error) {
	o.HigherIsWorse = e.HigherIs == "worse"
	if r := e.Reliability; r != nil {
		if !(*r >= 0 && *r <= 1) {
			return o, notANumber("--reliability", " from 0 to 1", *r)
		}
		o.Reliability = r
	}
	if e.SDFrom != "before" {
		sd, err := strconv.ParseFloat(e.SDFrom, 64)
		if err != nil || !(sd > 0) || math.IsInf(sd, 0) {
			return o, notANumber("--sd-from", " above 0, or the word before", e.SDFrom)
		}
		o.SD = &sd
	}
	m, s := e.FunctionalMean, e.FunctionalSD
	switch {
	case (m == nil) != (s == nil):
		return o, fault.New(fault.Invalid, "evaluation.option.both")
	case m == nil:
		return o, nil
	case !(*s >= 0) || math.IsInf(*s, 0):
		return o, notANumber("--functional-sd", " of 0 or more", *s)
	}
	o.Usual = &stats.Norm{Mean: float64(*m), SD: *s}
	return o, nil
}

func notANumber(option, which string, value any) error {
	return fault.New(fault.Invalid, "evaluation.option.number",
		fault.Args{"Option": option, "Which": which, "Value": value})
}

// signed is a number that may be below zero: kong takes -3 for a flag.
type signed float64

func (s *signed) Decode(ctx *kong.DecodeContext) error {
	text, _ := ctx.Scan.Pop().Value.(string) // "" where the line ends
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return fmt.Errorf("expected a number, not %q", text)
	}
	*s = signed(n)
	return nil
}

type evaluateBinary struct {
	beforeAndAfter
}

func (e evaluateBinary) Run(t *terminal) error {
	rows, err := e.rows(evaluation.ReadAnswers)
	if err != nil {
		return err
	}
	table := evaluation.Binary(rows)
	if !t.json {
		t.tellBinary(table)
		t.tellWarnings(table.Warnings)
	}
	return t.document(struct {
		evaluation.BinaryTable
		Warnings []string `json:"warnings"`
	}{table, t.warnings(table.Warnings)})
}

// warnings words them for a document; never nil, so that it is a list in JSON.
func (t *terminal) warnings(list []fault.Problem) []string {
	out := make([]string, 0, len(list))
	for _, p := range list {
		out = append(out, t.problem(p))
	}
	return out
}

func (t *terminal) tellWarnings(list []fault.Problem) {
	t.tellRows("\n"+t.words.T("evaluation.tell.warnings"), list)
	t.say("\n%s", t.words.T("evaluation.tell.cause"))
}

type evaluateDemo struct {
	File string `arg:"" help:"File to make; one that is there already is left alone."`
}

func (e evaluateDemo) Run(t *terminal) error {
	file, err := os.OpenFile(e.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fault.New(fault.Conflict, "evaluation.demo.file", fault.Args{"File": e.File}).Because(err)
	}
	_, err = io.WriteString(file, evaluation.Demo)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	t.say("%s", t.words.T("evaluation.demo.written", "File", e.File))
	return t.document(map[string]string{"file": e.File})
}
