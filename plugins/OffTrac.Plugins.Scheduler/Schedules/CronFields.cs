namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>The five fields of a cron line, as Vixie's cron reads them.</summary>
internal sealed record CronFields(CronFieldValue Minute, CronFieldValue Hour, CronFieldValue Day, CronFieldValue Month, CronFieldValue Weekday)
{
    /// <summary>Whether real minutes are matched instead of times of the wall clock (Debian's cron draws the same line).</summary>
    public bool IsWildcard => Minute.BeginsWithStar || Hour.BeginsWithStar;

    public static CronFields Read(ScheduleReader reader)
    {
        var fields = new CronFields(
            CronFieldValue.Read(CronField.Minute, reader),
            CronFieldValue.Read(CronField.Hour, reader),
            CronFieldValue.Read(CronField.Day, reader),
            CronFieldValue.Read(CronField.Month, reader),
            CronFieldValue.Read(CronField.Weekday, reader));
        if (!reader.IsAtEnd)
            throw reader.Fail(reader.Field(""), "five fields: minute, hour, day, month, weekday");
        return fields;
    }

    public LocalCalendar ToCalendar()
    {
        var days = new DayRule
        {
            Months = (uint)Month.Bits,
            Days = (uint)Day.Bits,
            HasLastDay = Day.HasLast,
            Weekdays = (uint)Weekday.Bits,
            IsEither = !Day.BeginsWithStar && !Weekday.BeginsWithStar,
        };
        return new LocalCalendar(days, new MinuteSet(Hour.Values().SelectMany(hour => Minute.Values().Select(minute => hour * 60 + minute))));
    }

    public string Describe() => CronWords.Describe(this);
}
