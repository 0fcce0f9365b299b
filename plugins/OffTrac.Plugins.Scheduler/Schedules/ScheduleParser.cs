namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Reads the schedule language.</summary>
internal sealed class ScheduleParser
{
    private const int LongestText = 1000;
    private const string Kinds = "every, daily, weekly, monthly, cron, once, manual, at-start, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, @every";

    private readonly string _text;
    private readonly ScheduleReader _reader;

    public ScheduleParser(string text)
    {
        _text = text;
        _reader = new ScheduleReader(text);
    }

    public Schedule Parse()
    {
        if (_text.Length > LongestText)
            throw _reader.Fail(LongestText + 1, "the text is too long", $"{LongestText} characters");
        var kind = _reader.Word(Kinds);
        var schedule = Parse(kind);
        _reader.End();
        return schedule;
    }

    private Schedule Parse(ScheduleWord kind) => kind.Text.ToLowerInvariant() switch
    {
        "every" => Every(),
        "daily" => Daily(),
        "weekly" => Weekly(),
        "monthly" => Monthly(),
        "cron" => Cron(_reader),
        "once" => OnceParser.Parse(_text, _reader),
        "manual" => new ManualSchedule(_text),
        "at-start" => new StartSchedule(_text),
        "@every" => new IntervalSchedule(_text, IntervalText.Read(_reader)),
        "@hourly" => Named("0 * * * *"),
        "@daily" or "@midnight" => Named("0 0 * * *"),
        "@weekly" => Named("0 0 * * 0"),
        "@monthly" => Named("0 0 1 * *"),
        "@yearly" or "@annually" => Named("0 0 1 1 *"),
        ['*' or (>= '0' and <= '9'), ..] => throw _reader.Fail(kind, $"cron before five fields, or one of: {Kinds}"),
        _ => throw _reader.Fail(kind, $"one of: {Kinds}"),
    };

    private Schedule Every()
    {
        var step = IntervalText.Read(_reader);
        if (_reader.IsAtEnd)
            return new IntervalSchedule(_text, step);
        const string Allowed = "after, between or the end";
        var word = _reader.Word(Allowed);
        if (word.Is("after"))
            return new AfterEndSchedule(_text, step);
        return word.Is("between") ? Window(step) : throw _reader.Fail(word, Allowed);
    }

    private WindowSchedule Window(TimeSpan step)
    {
        var begin = Time(_reader.Word(TimeText.Allowed));
        Keyword("and");
        var end = Time(_reader.Word(TimeText.Allowed));
        var weekdays = DayRule.AllWeekdays;
        if (!_reader.IsAtEnd)
        {
            Keyword("on");
            weekdays = Weekday(_reader.Word(WeekdayText.Allowed));
            while (!_reader.IsAtEnd)
                weekdays |= Weekday(_reader.Item(WeekdayText.Allowed));
        }

        return new WindowSchedule(_text, step, TimeSpan.FromMinutes(begin), TimeSpan.FromMinutes(end), weekdays);
    }

    private FixedTimeSchedule Daily()
    {
        var minutes = Times(_reader.Word(TimeText.Allowed));
        return Fixed(DayRule.Always, minutes, $"every day at {ScheduleWords.Times(minutes)}");
    }

    private FixedTimeSchedule Weekly()
    {
        var weekdays = 0u;
        var time = Days(WeekdayText.Allowed, word => weekdays |= Weekday(word));
        var minutes = Times(time);
        return Fixed(new DayRule { Weekdays = weekdays }, minutes, $"{ScheduleWords.Weekdays(weekdays)} at {ScheduleWords.Times(minutes)}");
    }

    private FixedTimeSchedule Monthly()
    {
        const string Allowed = "a day of the month from 1 to 31, or last";
        var days = 0u;
        var hasLast = false;
        var time = Days(Allowed, word =>
        {
            if (word.Is("last"))
                hasLast = true;
            else if (word.Text.Length <= 2 && word.Text.All(char.IsAsciiDigit) && IntervalText.Number(word.Text) is var day and >= 1 and <= 31)
                days |= 1u << (int)day;
            else
                throw _reader.Fail(word, Allowed);
        });
        var minutes = Times(time);
        var meaning = $"every month on {ScheduleWords.MonthDays(days, hasLast)} at {ScheduleWords.Times(minutes)}";
        return Fixed(new DayRule { Days = days, HasLastDay = hasLast }, minutes, meaning);
    }

    private FixedTimeSchedule Fixed(DayRule days, MinuteSet minutes, string meaning) =>
        new(_text, new LocalCalendar(days, minutes), meaning);

    private Schedule Named(string fields) => Cron(new ScheduleReader(fields));

    private Schedule Cron(ScheduleReader reader)
    {
        var cron = CronFields.Read(reader);
        var calendar = cron.ToCalendar();
        var meaning = cron.Describe();
        return cron.IsWildcard ? new WildcardSchedule(_text, calendar, meaning) : new FixedTimeSchedule(_text, calendar, meaning);
    }

    // Days up to the first time, which is given back.
    private ScheduleWord Days(string allowed, Action<ScheduleWord> take)
    {
        take(_reader.Word(allowed));
        while (true)
        {
            var word = _reader.Item($"{allowed}; or {TimeText.Allowed}");
            if (word.Text.Contains(':', StringComparison.Ordinal))
                return word.CommaColumn == 0 ? word : throw _reader.Fail(word.CommaColumn, "a comma before the time", "a blank");
            take(word);
        }
    }

    private MinuteSet Times(ScheduleWord first)
    {
        var minutes = new List<int> { Time(first) };
        while (!_reader.IsAtEnd)
            minutes.Add(Time(_reader.Item(TimeText.Allowed)));
        return new MinuteSet(minutes);
    }

    private int Time(ScheduleWord word) => TimeText.MinuteOf(word.Text) ?? throw _reader.Fail(word, TimeText.Allowed);

    private uint Weekday(ScheduleWord word) => WeekdayText.Parse(word.Text) ?? throw _reader.Fail(word, WeekdayText.Allowed);

    private void Keyword(string keyword)
    {
        var word = _reader.Word($"\"{keyword}\"");
        if (!word.Is(keyword))
            throw _reader.Fail(word, $"\"{keyword}\"");
    }
}
