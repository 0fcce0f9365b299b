namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>A task's schedules of one kind.</summary>
/// <param name="name"><c>daily</c>, <c>hourly</c>, <c>weekly</c>, <c>monthly</c> or <c>cron</c>.</param>
internal sealed class TracCronKind(string name)
{
    public string Name { get; } = name;

    /// <summary>The option as written.</summary>
    public string Text { get; set; } = "";

    /// <summary>Its items; each of them is a time of its own.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    public bool IsEnabled { get; set; } = true;

    /// <summary>What the task is called with, items parted by commas; empty for nothing.</summary>
    public string Arguments { get; set; } = "";

    public override string ToString() => $"{Name} = {Text}";
}
