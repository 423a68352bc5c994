package facet

import (
	"regexp"
	"strings"
)

// labels are the words with which lists label a meeting, in lower case, and
// what they say of it. "Closed" is the lists' word for members only.
var labels = map[string]Fact{
	"open":                          {Name: Open, Value: Yes},
	"open meeting":                  {Name: Open, Value: Yes},
	"open to all":                   {Name: Open, Value: Yes},
	"closed":                        {Name: Open, Value: No},
	"closed meeting":                {Name: Open, Value: No},
	"members only":                  {Name: Open, Value: No},
	"open to addicts only":          {Name: Open, Value: No},
	"newcomer":                      {Name: Newcomers, Value: Yes},
	"newcomers":                     {Name: Newcomers, Value: Yes},
	"newcomers meeting":             {Name: Newcomers, Value: Yes},
	"newcomer friendly":             {Name: Newcomers, Value: Yes},
	"beginner":                      {Name: Newcomers, Value: Yes},
	"beginners":                     {Name: Newcomers, Value: Yes},
	"beginner/newcomer":             {Name: Newcomers, Value: Yes},
	"beginners / newcomers":         {Name: Newcomers, Value: Yes},
	"wheelchair":                    {Name: StepFree, Value: Yes},
	"wheelchair access":             {Name: StepFree, Value: Yes},
	"wheelchair accessible":         {Name: StepFree, Value: Yes},
	"step free":                     {Name: StepFree, Value: Yes},
	"hearing loop":                  {Name: HearingLoop, Value: Yes},
	"induction loop":                {Name: HearingLoop, Value: Yes},
	"women":                         {Name: Women, Value: Yes},
	"women only":                    {Name: Women, Value: Yes},
	"women's":                       {Name: Women, Value: Yes},
	"women's meeting":               {Name: Women, Value: Yes},
	"men":                           {Name: Men, Value: Yes},
	"men only":                      {Name: Men, Value: Yes},
	"men's":                         {Name: Men, Value: Yes},
	"men's meeting":                 {Name: Men, Value: Yes},
	"lgbt":                          {Name: LGBTQ, Value: Yes},
	"lgbt+":                         {Name: LGBTQ, Value: Yes},
	"lgbtq":                         {Name: LGBTQ, Value: Yes},
	"lgbtq+":                        {Name: LGBTQ, Value: Yes},
	"lgbtqia+":                      {Name: LGBTQ, Value: Yes},
	"gay":                           {Name: LGBTQ, Value: Yes},
	"lesbian":                       {Name: LGBTQ, Value: Yes},
	"young people":                  {Name: Young, Value: Yes},
	"young persons":                 {Name: Young, Value: Yes},
	"young people's meeting":        {Name: Young, Value: Yes},
	"family":                        {Name: Family, Value: Yes},
	"family and friends":            {Name: Family, Value: Yes},
	"child friendly":                {Name: Childcare, Value: Yes},
	"children welcome":              {Name: Childcare, Value: Yes},
	"creche":                        {Name: Childcare, Value: Yes},
	"crèche":                        {Name: Childcare, Value: Yes},
	"babysitting available":         {Name: Childcare, Value: Yes},
	"childcare":                     {Name: Childcare, Value: Yes},
	"no children":                   {Name: Childcare, Value: No},
	"small group":                   {Name: Small, Value: Yes},
	"secular":                       {Name: Secular, Value: Yes},
	"atheist / agnostic":            {Name: Secular, Value: Yes},
	"agnostic":                      {Name: Secular, Value: Yes},
	"medication friendly":           {Name: Medication, Value: Yes},
	"just listen":                   {Name: JustListen, Value: Yes},
	"chit":                          {Name: Chit, Value: Yes},
	"chit system":                   {Name: Chit, Value: Yes},
	"chit/mac":                      {Name: Chit, Value: Yes},
	"beginners / newcomers meeting": {Name: Newcomers, Value: Yes},
}

// FromLabel reads one label of a list, in any case: "Open", "Women's Meeting",
// "Wheelchair Access". A label that could mean two things is not read.
func FromLabel(label string) (Fact, bool) {
	f, ok := labels[plain(label)]
	return f, ok
}

// FromSentence reads what a list says in a column of its own about being open
// to all, in whatever words: "This meeting is closed; only those who …".
func FromSentence(s string) (Fact, bool) {
	if f, ok := FromLabel(s); ok {
		return f, true
	}
	s = plain(s)
	switch {
	case strings.HasPrefix(s, "this meeting is closed"):
		return Fact{Name: Open, Value: No}, true
	case strings.HasPrefix(s, "this meeting is open"):
		return Fact{Name: Open, Value: Yes}, true
	}
	return Fact{}, false
}

// plain is the text in lower case with straight apostrophes and single spaces.
func plain(s string) string {
	s = strings.ToLower(strings.NewReplacer("’", "'", "`", "'", "-", " ").Replace(s))
	return strings.Join(strings.Fields(s), " ")
}

// Names of groups that lists of British and Irish meetings really hold: "Bath
// Women", "Gay Mens Meeting", "Epping Freethinkers". A title that names women
// and somebody else too is not for women only.
var (
	womenInTitle  = regexp.MustCompile(`\b(wom[ae]n|wom[ae]n'?s|ladies)\b`)
	menInTitle    = regexp.MustCompile(`\bmen('?s)?\b`)
	lgbtqInTitle  = regexp.MustCompile(`\b(lgbt\w*|lgbq\w*|gays?|lesbians?|queer)\b`)
	othersInTitle = regexp.MustCompile(`\b(and|or|trans|theys|mixed|shed|all)\b|&|,`)
	youngInTitle  = regexp.MustCompile(`\byoung (people|person)`)
	anyAgeInTitle = regexp.MustCompile(`at heart|all ages|non restrictive`)
	newInTitle    = regexp.MustCompile(`\b(newcomer|beginner)`)
	secularTitle  = regexp.MustCompile(`\b(agnostic|atheist|freethinker|secular|non religious)`)
)

// FromTitle reads what a meeting's own name says of it.
func FromTitle(title string) []Fact {
	t := plain(title)
	women, men, others := womenInTitle.MatchString(t), menInTitle.MatchString(t), othersInTitle.MatchString(t)
	var facts []Fact
	say := func(name Name, yes bool) {
		if yes {
			facts = append(facts, Fact{Name: name, Value: Yes})
		}
	}
	say(Newcomers, newInTitle.MatchString(t))
	say(Women, women && !men && !others)
	say(Men, men && !women && !others)
	say(LGBTQ, lgbtqInTitle.MatchString(t))
	say(Young, youngInTitle.MatchString(t) && !anyAgeInTitle.MatchString(t))
	say(Secular, secularTitle.MatchString(t))
	return facts
}
