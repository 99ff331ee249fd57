package recipes

import "testing"

func TestSchedules(t *testing.T) {
	b, _ := fromData(t)
	for text, want := range map[string]string{
		"run x.sh every 15 minutes on weekdays":        "*/15 * * * 1-5",
		"every night at 2":                             "0 2 * * *",
		"each day at 2:30 pm":                          "30 14 * * *",
		"at 2 in the morning every monday":             "0 2 * * 1",
		"every monday and thursday at noon":            "0 12 * * 1,4",
		"every monday, wednesday and friday at 9am":    "0 9 * * 1,3,5",
		"every weekday at 9 and 17":                    "0 9,17 * * 1-5",
		"hourly":                                       "0 * * * *",
		"nightly at midnight":                          "0 0 * * *",
		"once a day at 23:55":                          "55 23 * * *",
		"twice an hour":                                "*/30 * * * *",
		"four times a day":                             "0 */6 * * *",
		"every half hour":                              "*/30 * * * *",
		"every 5 minutes between 9 and 17 on weekdays": "*/5 9-17 * * 1-5",
		"every 10 minutes during business hours":       "*/10 9-17 * * 1-5",
		"on the first day of every month at 4am":       "0 4 1 * *",
		"on the 15th of each month":                    "0 0 15 * *",
		"every other day at 3":                         "0 3 */2 * *",
		"monday to friday at 8:15":                     "15 8 * * 1-5",
		"every weekend at 10":                          "0 10 * * 0,6",
		"on tue-thu at 6am":                            "0 6 * * 2-4",
		"weekly on sunday at 1":                        "0 1 * * 0",
		"every 2 hours from 8am to 6pm":                "0 8-18/2 * * *",
		"every 60 minutes":                             "0 * * * *",
		"every minute":                                 "* * * * *",
		"monthly":                                      "0 0 1 * *",
		"with the schedule '*/7 * * * *'":              "*/7 * * * *",
		"every 45 minutes":                             "",
		"at 2":                                         "",
		"at 2am":                                       "",
		"on the last day of the month":                 "",
		"every 90 minutes":                             "",
		"the first 10 lines":                           "",
		"on the 1st and on monday":                     "",
		"every 15 seconds":                             "",
		"every monday at 9:00 and 17:30":               "",
		"the logs of the last hour":                    "",
	} {
		got := ""
		for _, c := range schedules(b.read(text).toks) {
			got = c.values[0].text
		}
		if got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestCalendar(t *testing.T) {
	for cron, want := range map[string]string{
		"*/15 * * * 1-5": "Mon..Fri *-*-* *:00/15:00",
		"0 2 * * *":      "*-*-* 02:00:00",
		"0 9,17 * * 1,4": "Mon,Thu *-*-* 9,17:00:00",
		"0 3 */2 * *":    "*-*-01/2 03:00:00",
		"*/5 9-17 * * *": "*-*-* 9..17:00/5:00",
		"0 0 1 1 *":      "*-01-01 00:00:00",
		"@daily":         "daily",
	} {
		if got := calendar(cron); got != want {
			t.Errorf("%s is %q, not %q", cron, got, want)
		}
	}
}

func TestSite(t *testing.T) {
	for _, x := range [][3]string{
		{"example.com", "example.com", ""},
		{"db:5432", "db", "5432"},
		{"https://example.com/a?b=c", "example.com", "443"},
		{"https://me@example.com:8443/a", "example.com", "8443"},
		{"http://localhost", "localhost", "80"},
		{"10.0.0.5", "10.0.0.5", ""},
	} {
		tok := classify(x[0])
		if host, port := renderSite("bash", "host", tok), renderSite("bash", "port", tok); host != x[1] || port != x[2] {
			t.Errorf("%s is %q %q", x[0], host, port)
		}
	}
}
