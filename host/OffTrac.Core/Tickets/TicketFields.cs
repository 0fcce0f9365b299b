using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>The fields of an environment's tickets.</summary>
public sealed class TicketFields(IEnvironment environment, IDatabase database, TicketWorkflow workflow, ILogger<TicketFields> logger)
    : ITicketFields
{
    private readonly TicketOptions _options = new(environment.Configuration);
    private readonly CachedValue<TicketFieldChoices> _choices = new(database, TicketFieldChoices.CacheKey, TicketFieldChoices.LoadAsync);
    private volatile Snapshot? _snapshot;

    public async ValueTask<IReadOnlyList<TicketField>> GetFieldsAsync(CancellationToken cancellation) =>
        (await GetLayoutAsync(null, cancellation).ConfigureAwait(false)).Fields;

    public DateTimeOffset? ReadTime(string? text) => CustomTime.Read(text);

    /// <summary>The values that select fields offer are read again.</summary>
    internal void Forget() => _choices.Forget();

    /// <summary>The fields as a session sees them, arranged for reading and writing tickets.</summary>
    internal async ValueTask<TicketLayout> GetLayoutAsync(IDatabaseSession? session, CancellationToken cancellation)
    {
        var version = environment.Configuration.Version;
        var statuses = await workflow.GetStatusesAsync(cancellation).ConfigureAwait(false);
        var choices = session is null
            ? await _choices.GetAsync(cancellation).ConfigureAwait(false)
            : await _choices.GetAsync(session, cancellation).ConfigureAwait(false);
        if (_snapshot is { } known
            && known.Version == version
            && ReferenceEquals(known.Choices, choices)
            && known.Statuses.SequenceEqual(statuses, StringComparer.Ordinal))
            return known.Layout;
        var layout = new TicketLayout(List(choices, statuses), environment.DatabaseVersion);
        if (session is not IWriteScope)
            _snapshot = new Snapshot(version, choices, statuses, layout);
        return layout;
    }

    private List<TicketField> List(TicketFieldChoices choices, IReadOnlyList<string> statuses)
    {
        var allowedEmpty = _options.AllowedEmptyFields;
        var fields = new List<TicketField>
        {
            Standard("summary", "Summary"),
            Standard("reporter", "Reporter"),
            Standard("owner", "Owner"),
            Standard("description", "Description") with { Type = TicketFieldType.TextArea, Format = "wiki" },
        };
        AddChoice("type", "Type");
        AddStatus();
        AddChoice("priority", "Priority");
        AddChoice("milestone", "Milestone");
        AddChoice("component", "Component");
        AddChoice("version", "Version");
        AddChoice("severity", "Severity");
        AddChoice("resolution", "Resolution");
        fields.Add(Standard("keywords", "Keywords") with { Format = "list" });
        fields.Add(Standard("cc", "Cc") with { Format = "list" });
        fields.Add(new TicketField { Name = "time", Label = "Created", Type = TicketFieldType.Time, Format = "relative" });
        fields.Add(new TicketField { Name = "changetime", Label = "Modified", Type = TicketFieldType.Time, Format = "relative" });
        AddCustom();
        return fields;

        void AddChoice(string name, string label)
        {
            if (!choices.Values.TryGetValue(name, out var options))
                return;
            var isRadio = name is "resolution";
            fields.Add(Standard(name, label) with
            {
                Type = isRadio ? TicketFieldType.Radio : TicketFieldType.Select,
                Options = options,
                IsOptional = isRadio || allowedEmpty.Contains(name, StringComparer.Ordinal),
            });
        }

        void AddStatus()
        {
            if (statuses.Count > 0)
                fields.Add(Standard("status", "Status") with { Type = TicketFieldType.Radio, Options = statuses, IsOptional = true });
        }

        void AddCustom()
        {
            foreach (var field in new CustomFields(environment.Configuration, allowedEmpty, logger).Read())
            {
                if (fields.Exists(other => string.Equals(other.Name, field.Name, StringComparison.Ordinal)))
                    logger.LogWarning("[ticket-custom] {Name}: there is a field of that name already; this one is ignored.", field.Name);
                else
                    fields.Add(field);
            }
        }
    }

    private TicketField Standard(string name, string label) =>
        new() { Name = name, Label = label, Default = _options.DefaultOf(name) is { Length: > 0 } value ? value : null };

    private sealed record Snapshot(long Version, TicketFieldChoices Choices, IReadOnlyList<string> Statuses, TicketLayout Layout);
}
