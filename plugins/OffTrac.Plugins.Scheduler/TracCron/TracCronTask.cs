namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>What <c>[traccron]</c> says of one task.</summary>
/// <param name="name">Identity of the task, the first part of its options.</param>
internal sealed class TracCronTask(string name)
{
    public string Name { get; } = name;

    /// <summary>Null when the section does not say.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Its schedules by kind, such as <c>daily</c>.</summary>
    public SortedDictionary<string, TracCronKind> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Options that TracCron itself does not know, without the task's name.</summary>
    public SortedDictionary<string, string> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>The schedules that count: those that are on, or all when none is.</summary>
    public IReadOnlyList<TracCronKind> Counting
    {
        get
        {
            var given = Kinds.Values.Where(static kind => kind.Values.Count > 0).ToList();
            var on = given.Where(static kind => kind.IsEnabled).ToList();
            return on.Count > 0 ? on : given;
        }
    }

    public TracCronKind Kind(string kind) => Kinds.TryGetValue(kind, out var found) ? found : Kinds[kind] = new TracCronKind(kind);
}
