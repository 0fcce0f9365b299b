using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>A group of statuses of <c>[milestone-groups]</c>.</summary>
internal sealed record MilestoneGroup
{
    private const string Section = "milestone-groups";

    private static readonly MilestoneGroup[] s_default =
    [
        new() { Name = "closed", Statuses = "closed", Label = "closed", CssClass = "closed", QueryArguments = [new("group", "resolution")], IsDone = true },
        new() { Name = "active", Statuses = "*", Label = "active", CssClass = "open" },
    ];

    public required string Name { get; init; }

    /// <summary>Statuses with commas between them; <c>*</c> for all that no other group has.</summary>
    public required string Statuses { get; init; }

    public required string Label { get; init; }

    public required string CssClass { get; init; }

    /// <summary>Arguments that the query of these tickets has besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> QueryArguments { get; init; } = [];

    /// <summary>Whether the tickets count as done.</summary>
    public bool IsDone { get; init; }

    public bool TakesRest => Statuses == "*";

    /// <summary>The groups in the order of a bar.</summary>
    public static IReadOnlyList<MilestoneGroup> Read(IEnvironmentConfiguration configuration)
    {
        var options = configuration.Section(Section);
        if (options.Count == 0)
            return s_default;
        Dictionary<string, int> orders = new(StringComparer.Ordinal);
        List<string> names = [];
        var next = 0;
        foreach (var (option, value) in options)
        {
            // As Trac counts: each option, not each group, moves the place of a group that names none.
            var name = option.Split('.', 2)[0];
            if (orders.TryAdd(name, next))
                names.Add(name);
            if (option == name + ".order" && PythonNumber.TryRead(value) is { } order)
                orders[name] = order;
            next = Math.Max(next, orders[name]) + 1;
        }

        return [.. names.Where(options.ContainsKey).OrderBy(name => orders[name]).Select(name => Read(name, options))];
    }

    private static MilestoneGroup Read(string name, IReadOnlyDictionary<string, string> options) => new()
    {
        Name = name,
        Statuses = options[name].Trim(),
        Label = options.GetValueOrDefault(name + ".label", name),
        CssClass = options.GetValueOrDefault(name + ".css_class", name),
        QueryArguments =
        [
            .. options.GetValueOrDefault(name + ".query_args", "").Split(',').Where(static argument => argument.Contains('=', StringComparison.Ordinal))
                .Select(static argument => argument.Split('=', 2, StringSplitOptions.TrimEntries))
                .Select(static argument => KeyValuePair.Create(argument[0], argument[1])),
        ],
        IsDone = IsTrue(options.GetValueOrDefault(name + ".overall_completion", "")),
    };

    private static bool IsTrue(string value) =>
        value.Trim().ToLowerInvariant() is "yes" or "true" or "enabled" or "on"
        || (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number != 0);
}
