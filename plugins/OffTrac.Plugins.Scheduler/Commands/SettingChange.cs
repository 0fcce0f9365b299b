using System.Globalization;
using System.Text;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Plugins.Scheduler.Web;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler set</c>.</summary>
internal sealed class SettingChange(SchedulerService service, TimeProvider time)
{
    private const int SlotsShown = 5;

    public async ValueTask<CommandResult> SetAsync(CommandInput input, CancellationToken cancellation)
    {
        var (name, setting, value) = (input["JOB"]!, input["SETTING"]!, input["VALUE"]);
        if (input.Has("--default") == value is not null)
            throw new TracException(value is null ? "'scheduler set' needs a VALUE, or --default." : $"'{value}' and --default exclude each other.");
        var said = await service.SetAsync(name, setting, value, cancellation).ConfigureAwait(false);
        var job = await service.GetAsync(name, cancellation).ConfigureAwait(false);
        var times = setting is "schedule" or "timezone" ? await TimesAsync(name, cancellation).ConfigureAwait(false) : null;
        return new CommandResult { Text = Text(job, said, times), Json = Json(job, setting, said, times) };
    }

    private static string Text(JobStatus job, IReadOnlyList<string> said, IReadOnlyList<DateTimeOffset>? times)
    {
        var text = new StringBuilder();
        foreach (var line in said)
            text.AppendLine(line);
        if (times is null)
            return text.ToString();
        if (job.Meaning.Length > 0)
            text.AppendLine(job.Meaning);
        foreach (var slot in times)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {slot.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {slot:ddd yyyy-MM-dd HH:mm:ss zzz} {job.TimeZone}");
        return text.ToString();
    }

    private static string Json(JobStatus job, string setting, IReadOnlyList<string> said, IReadOnlyList<DateTimeOffset>? times) => CommandJson.Write(json =>
    {
        var now = Find(job, setting);
        json.WriteStartObject();
        json.WriteString("job", job.Name);
        json.WriteString("setting", setting);
        json.WriteString("value", now?.Value);
        json.WriteString("source", now?.Source);
        json.WriteStartArray("messages");
        foreach (var line in said)
            json.WriteStringValue(line);
        json.WriteEndArray();
        if (times is not null)
        {
            json.WriteString("meaning", job.Meaning);
            json.WriteString("timezone", job.TimeZone);
            json.WriteStartArray("next");
            foreach (var slot in times)
                json.WriteStringValue(RunJson.Time(slot));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static JobSetting? Find(JobStatus job, string setting) => job.Settings.FirstOrDefault(each => each.Name == setting);

    /// <summary>The next planned times, in the job's zone.</summary>
    private async ValueTask<IReadOnlyList<DateTimeOffset>> TimesAsync(string job, CancellationToken cancellation)
    {
        if (await service.FindDefinitionAsync(job, cancellation).ConfigureAwait(false) is not { Schedule: { } schedule, Zone: var zone })
            return [];
        var preview = SchedulePreview.Of(schedule, zone, time.GetUtcNow(), SlotsShown);
        return [.. preview.Slots.Select(slot => slot.ToOffset(zone.Clock.OffsetAt(slot.UtcDateTime)))];
    }
}
