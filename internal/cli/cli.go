// Package cli is the command line: one file for each command, which reads its
// flags, calls a capability, prints and exits.
//
// The command line is a contract. No command asks anything on a terminal. With
// --json, standard output holds one JSON document and nothing else. Problems
// always go to standard error. The exit code is 0 when it was done, 1 when it
// was refused or failed, 2 when the command itself was written wrongly.
package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

// Exit codes.
const (
	done   = 0
	failed = 1
	misuse = 2
)

// commands is the whole command line.
type commands struct {
	Data     string `help:"Directory that holds the community's database and key." default:"./openmaf-data" placeholder:"DIR"`
	Database string `help:"Use PostgreSQL at this address instead of the embedded database." placeholder:"postgres://…"`
	JSON     bool   `help:"Print one JSON document on standard output and nothing else." name:"json"`

	Init     initCommand     `cmd:"" help:"Make a community and invite its first administrator."`
	Serve    serveCommand    `cmd:"" help:"Serve the community's pages."`
	Demo     demoCommand     `cmd:"" help:"Make an invented community and serve it, to try things out."`
	Places   placesCommand   `cmd:"" help:"Postcodes and towns."`
	Meetings meetingsCommand `cmd:"" help:"The list of meetings."`
	Messages messagesCommand `cmd:"" help:"Texts and e-mails."`
	Options  optionsCommand  `cmd:"" help:"Rank meetings near a place for one person, with reasons."`
	Evaluate evaluateCommand `cmd:"" help:"Statistics of what was measured before and after; needs no community."`
	Measures measuresCommand `cmd:"" help:"Questionnaires: list them, check one, score answers; needs no community."`
	Backup   backupCommand   `cmd:"" help:"Copy the database to a file, while it is being used, and check the copy."`
	Restore  restoreCommand  `cmd:"" help:"Check a backup and put it into an empty data directory."`
	Version  versionCommand  `cmd:"" help:"Say which OpenMAF this is."`
	Help     helpCommand     `cmd:"" help:"Explain the commands, or one of them."`
}

// terminal is what a command runs with.
type terminal struct {
	ctx      context.Context
	out, err io.Writer
	words    *locale.Words
	data     string
	database string
	json     bool
}

// Run carries out one command line and returns the exit code.
func Run(ctx context.Context, args []string, out, errs io.Writer) (code int) {
	var c commands
	exited := -1
	var help bytes.Buffer // the one thing that kong prints itself
	parser, err := kong.New(&c,
		kong.Name("openmaf"),
		kong.Description("Mutual aid facilitation, run by the community itself."),
		kong.Writers(&help, errs),
		kong.Exit(func(code int) { exited = code }),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(errs, "openmaf:", err)
		return failed
	}
	if len(args) == 0 {
		args = []string{"help"}
	}
	parsed, err := parser.Parse(args)
	if err == nil && strings.HasPrefix(parsed.Command(), "help") {
		_, err = parser.Parse(append(c.Help.Command, "--help"))
	}
	t := &terminal{ctx: ctx, out: out, err: errs, words: locale.English(),
		data: c.Data, database: c.Database, json: c.JSON || slices.Contains(args, "--json")}
	if exited == done { // --help was among the flags, which is no error of theirs
		err = t.help(help.String())
	} else if err == nil {
		err = parsed.Run(t)
	} else {
		err = usage{err}
	}
	if err != nil {
		return t.explain(err)
	}
	return done
}

// help prints what kong wrote of the commands.
func (t *terminal) help(text string) error {
	t.say("%s", strings.TrimSuffix(text, "\n"))
	return t.document(map[string]string{"help": text})
}

// usage is a command line that kong cannot see is wrong.
type usage struct{ error }

// explain prints what went wrong, a line for each problem, and picks the code.
func (t *terminal) explain(err error) int {
	var wrong usage
	if errors.As(err, &wrong) {
		t.tellFault(wrong.error)
		fmt.Fprintln(t.err, "openmaf: see openmaf help")
		return misuse
	}
	t.tellFault(err)
	return failed
}

func (t *terminal) tellFault(err error) {
	f := fault.As(err)
	if f == nil {
		fmt.Fprintln(t.err, "openmaf:", err)
		return
	}
	words := *f
	if atTerminal := "cli." + f.Key; t.words.Has(atTerminal) {
		words.Key = atTerminal // what a page promises of typed words does not fit here
	}
	fmt.Fprintln(t.err, "openmaf:", t.words.Fault(&words))
	for _, p := range f.Problems {
		fmt.Fprintln(t.err, "  "+t.problem(p))
	}
}

func (t *terminal) problem(p fault.Problem) string {
	text := t.words.Problem(p)
	if p.Field != "" {
		text = p.Field + ": " + text
	}
	if p.Row != 0 {
		text = fmt.Sprintf("row %d, %s", p.Row, text)
	}
	return text
}

// say prints for a person, unless a document was asked for.
func (t *terminal) say(format string, args ...any) {
	if !t.json {
		fmt.Fprintf(t.out, format+"\n", args...)
	}
}

// document prints v as the one JSON document, when it was asked for.
func (t *terminal) document(v any) error {
	if !t.json {
		return nil
	}
	e := json.NewEncoder(t.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// open reads a file that was named on the command line.
func open(file string) (*os.File, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fault.New(fault.Missing, "cli.file", fault.Args{"File": file}).Because(err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fault.New(fault.Invalid, "cli.directory", fault.Args{"File": file})
	}
	return f, nil
}
