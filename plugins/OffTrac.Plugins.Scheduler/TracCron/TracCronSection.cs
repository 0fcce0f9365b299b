namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>Reads <c>[traccron]</c>: <c>&lt;task&gt;.daily</c>, <c>&lt;task&gt;.daily.enabled</c>, <c>&lt;task&gt;.daily.arg</c>, <c>&lt;task&gt;.enabled</c>.</summary>
internal static class TracCronSection
{
    private static readonly string[] s_kinds = ["cron", "daily", "hourly", "monthly", "weekly"];

    /// <summary>The tasks by name.</summary>
    /// <param name="options">The section, names in lower case.</param>
    public static IReadOnlyCollection<TracCronTask> Read(IReadOnlyDictionary<string, string> options)
    {
        var tasks = new SortedDictionary<string, TracCronTask>(StringComparer.Ordinal);
        foreach (var (option, value) in options)
        {
            // Without a dot it belongs to TracCron's clock, such as ticker_interval.
            if (Split(option) is not var (task, kind, rest))
                continue;
            if (!tasks.TryGetValue(task, out var read))
                tasks.Add(task, read = new TracCronTask(task));
            Add(read, kind, rest, value);
        }

        return tasks.Values;
    }

    private static void Add(TracCronTask task, string? kind, string rest, string value)
    {
        switch (kind, rest)
        {
            case (not null, ""):
                task.Kind(kind).Text = value;
                task.Kind(kind).Values = Items(value);
                break;
            case (not null, "enabled"):
                task.Kind(kind).IsEnabled = IsTrue(value);
                break;
            case (not null, "arg"):
                task.Kind(kind).Arguments = string.Join(", ", Items(value));
                break;
            case (null, "enabled"):
                task.Enabled = IsTrue(value);
                break;
            case (null, "arg"):
                foreach (var each in s_kinds)
                    task.Kind(each).Arguments = string.Join(", ", Items(value));
                break;
            default:
                task.Others[kind is null ? rest : $"{kind}.{rest}"] = value;
                break;
        }
    }

    /// <summary>Names of tasks may have dots, so the known words are looked for from the end.</summary>
    private static (string Task, string? Kind, string Last)? Split(string option)
    {
        var dot = option.LastIndexOf('.');
        if (dot <= 0)
            return null;
        var (front, last) = (option[..dot], option[(dot + 1)..]);
        if (s_kinds.Contains(last, StringComparer.Ordinal))
            return (front, last, "");
        var before = front.LastIndexOf('.');
        return before > 0 && last is "enabled" or "arg" && s_kinds.Contains(front[(before + 1)..], StringComparer.Ordinal)
            ? (front[..before], front[(before + 1)..], last)
            : (front, null, last);
    }

    private static string[] Items(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Trac's words for yes; all others are no.</summary>
    private static bool IsTrue(string value) => value.Trim().ToLowerInvariant() is "yes" or "true" or "enabled" or "on" or "aye" or "1";
}
