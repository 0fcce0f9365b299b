using System.Text.Json.Serialization;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>What the rows hold as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(CurrentRun))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(TaskProgress))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RowJson : JsonSerializerContext;
