using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>The jobs of all components of one environment; in the installation's first environment those of the host's components too.</summary>
internal sealed partial class JobCatalog(
    IEnvironment environment,
    IHost host,
    IEnvironmentConfiguration configuration,
    IExtensionPoint<IScheduledTask> tasks,
    IOptionsMonitor<SchedulerOptions> options,
    ILogger logger)
{
    private static readonly Dictionary<string, string> s_noOverrides = [];

    private readonly Lock _lock = new();
    private Stamp? _stamp;
    private Dictionary<string, JobDefinition> _jobs = new(StringComparer.Ordinal);

    /// <summary>Grows with each change of <see cref="Jobs"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Whether a job may have this name.</summary>
    public static bool IsName(string name) => JobName().IsMatch(name);

    /// <summary>Jobs by name, without overrides of the database.</summary>
    public IReadOnlyDictionary<string, JobDefinition> Jobs => _jobs;

    /// <summary>Whom to ask to run a job.</summary>
    public IExtensionPoint<IScheduledTask> PointOf(JobDefinition job)
    {
        IReadOnlyList<string> only = [job.Component];
        return (job.IsHost ? host.ExtensionPoint<IScheduledTask>() : tasks).Ordered(() => only, onlyListed: true);
    }

    /// <summary>
    /// Whether a job is this environment's business. A command may have opened only some of the installation's environments: for it, a
    /// job of the installation belongs to the environment in which a serving host has made its row.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="row">Its row; null when there is none.</param>
    public bool IsHere(JobDefinition job, JobRow? row) => !job.IsHost || host.IsServing || row is { AbsentSince: null };

    /// <summary>A job with the overrides of its row.</summary>
    public JobDefinition? Find(string name, Dictionary<string, string> overrides) =>
        !_jobs.TryGetValue(name, out var job) ? null
        : overrides.Count == 0 ? job
        : Define(job.Job, job.Component, job.IsHost, overrides);

    /// <summary>Asks the components again, if something may have changed.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        var stamp = await StampAsync(cancellation).ConfigureAwait(false);
        lock (_lock)
        {
            if (stamp.Equals(_stamp))
                return;
        }

        var jobs = new Dictionary<string, JobDefinition>(StringComparer.Ordinal);
        await AddAsync(jobs, tasks, isHost: false, cancellation).ConfigureAwait(false);
        if (stamp.HasHostJobs)
            await AddAsync(jobs, host.ExtensionPoint<IScheduledTask>(), isHost: true, cancellation).ConfigureAwait(false);
        WarnOfStrangers(jobs);
        lock (_lock)
        {
            (_jobs, _stamp) = (jobs, stamp);
            Version++;
        }
    }

    private async ValueTask<Stamp> StampAsync(CancellationToken cancellation)
    {
        var versions = new List<Answer<int>>();
        versions.AddRange(await VersionsAsync(tasks, cancellation).ConfigureAwait(false));
        var isHome = !host.IsServing || await host.ExtensionPoint<IInstallation>()
            .AskFirstAsync(environment.Name, static (installation, name, token) => installation.IsHomeAsync(name, token), cancellation).ConfigureAwait(false);
        if (isHome)
            versions.AddRange(await VersionsAsync(host.ExtensionPoint<IScheduledTask>(), cancellation).ConfigureAwait(false));
        return new Stamp(versions, isHome, options.CurrentValue, configuration.Get("trac", "default_timezone"));
    }

    private static ValueTask<IReadOnlyList<Answer<int>>> VersionsAsync(IExtensionPoint<IScheduledTask> point, CancellationToken cancellation) =>
        point.AskAllAsync(0, static (task, _, _) => new ValueTask<int>(task.JobsVersion), cancellation);

    private async ValueTask AddAsync(
        Dictionary<string, JobDefinition> jobs, IExtensionPoint<IScheduledTask> point, bool isHost, CancellationToken cancellation)
    {
        // Copied inside the call: the list may be of a type that the plugin brought.
        var answers = await point
            .AskAllAsync(0, static (task, _, _) => new ValueTask<ScheduledJob[]>([.. task.Jobs.Select(static job => job with { Arguments = Copy(job.Arguments) })]), cancellation)
            .ConfigureAwait(false);
        foreach (var answer in answers)
        {
            foreach (var job in answer.Value)
                Add(jobs, job, answer.Component, isHost);
        }
    }

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> arguments) => new(arguments, StringComparer.Ordinal);

    private void Add(Dictionary<string, JobDefinition> jobs, ScheduledJob job, string component, bool isHost)
    {
        if (!IsName(job.Name))
        {
            logger.LogError(
                "{Component} has a job named '{Job}', which is left out: allowed are lower-case letters, digits, dots, dashes and underscores, up to 100, a letter or digit first.",
                component, job.Name);
        }
        else if (jobs.TryGetValue(job.Name, out var first))
        {
            logger.LogError("{Component} has a job named '{Job}', which is left out: {First} has one of that name.", component, job.Name, first.Component);
        }
        else
        {
            var definition = Define(job, component, isHost, s_noOverrides);
            jobs.Add(job.Name, definition);
            if (definition.Problem is { } problem)
                logger.LogError("Job {Job} of {Component} is not scheduled: {Problem}", job.Name, component, problem);
            else if (definition.Settings.Timeout == TimeSpan.Zero)
                logger.LogWarning("Job {Job} of {Component} has no time limit.", job.Name, component);
        }
    }

    private JobDefinition Define(ScheduledJob job, string component, bool isHost, Dictionary<string, string> overrides) => JobDefinition.Of(
        job, component, isHost, options.CurrentValue, overrides, configuration.Get("trac", "default_timezone") ?? "", environment.Name);

    /// <summary>An option of no job may be a slip of the pen, or belong to a plugin that is away.</summary>
    private void WarnOfStrangers(Dictionary<string, JobDefinition> jobs)
    {
        foreach (var name in options.CurrentValue.Jobs.Keys)
        {
            var dot = name.LastIndexOf('.');
            if (dot <= 0 || !JobSettings.Names.Contains(name[(dot + 1)..], StringComparer.Ordinal))
                logger.LogWarning("[scheduler] {Option} means nothing; allowed behind a job's name are {Names}.", name, string.Join(", ", JobSettings.Names));
            else if (!jobs.ContainsKey(name[..dot]))
                logger.LogInformation("[scheduler] {Option}: no enabled component has a job named '{Job}'.", name, name[..dot]);
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex JobName();

    /// <summary>Everything that the definitions were made from.</summary>
    private sealed record Stamp(IReadOnlyList<Answer<int>> Versions, bool HasHostJobs, SchedulerOptions Options, string? Zone)
    {
        public bool Equals(Stamp? other) =>
            other is not null && HasHostJobs == other.HasHostJobs && ReferenceEquals(Options, other.Options) && Zone == other.Zone
            && Versions.Select(static answer => (answer.Component, answer.Value)).SequenceEqual(other.Versions.Select(static answer => (answer.Component, answer.Value)));

        public override int GetHashCode() => HashCode.Combine(Versions.Count, HasHostJobs, Zone);
    }
}
