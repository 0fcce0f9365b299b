using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using OffTrac.Benchmarks.Deliveries;
using OffTrac.Benchmarks.Dispatch;
using OffTrac.Benchmarks.Queries;
using OffTrac.Benchmarks.Redis;
using OffTrac.Benchmarks.Rpc;
using OffTrac.Benchmarks.Scheduling;
using OffTrac.Benchmarks.Search;
using OffTrac.Benchmarks.Start;
using OffTrac.Benchmarks.Tickets;
using OffTrac.Benchmarks.Wiki;
using OffTrac.TestServers;

// dotnet run -c Release --project tests/OffTrac.Benchmarks            all, with their tables
// dotnet run -c Release --project tests/OffTrac.Benchmarks -- start   only the start of the host; likewise dispatch, deliveries, redis, rpc, tickets, wiki, scheduler, search, query
// dotnet run -c Release --project tests/OffTrac.Benchmarks -- --once  each once, to see that they run
var once = args.Contains("--once", StringComparer.Ordinal);
var wanted = args.Where(arg => !arg.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
var job = once ? Job.Dry : Job.Default.WithMinIterationCount(5).WithMaxIterationCount(20);
var config = DefaultConfig.Instance.AddJob(job.WithToolchain(InProcessNoEmitToolchain.Instance)).WithOptions(ConfigOptions.DisableLogFile).WithArtifactsPath(Path.Combine(FixtureFiles.Repository, "artifacts", "benchmarks"));

var failed = 0;
if (IsWanted("dispatch"))
    failed += Problems<ListenerDispatch>();
if (IsWanted("tickets"))
    failed += Problems<TicketStoring>();
if (IsWanted("query"))
    await QueryFigures.RunAsync(tickets: once ? 500 : 20_000, times: once ? 3 : 200);
if (IsWanted("wiki"))
    failed += Problems<PageRendering>();
if (IsWanted("scheduler"))
{
    failed += Problems<IdlePing>();
    await DueTogether.RunAsync(once ? 100 : 1000);
}

if (IsWanted("deliveries"))
    await DeliveryFigures.RunAsync(backlog: once ? 2000 : 100_000, saves: once ? 50 : 300);
if (IsWanted("redis") && RedisServer.IsInstalled)
    await RedisFigures.RunAsync(backlog: once ? 2000 : 100_000, saves: once ? 50 : 1000);
if (IsWanted("search"))
    await SearchFigures.RunAsync(once ? 1000 : 100_000);
if (IsWanted("rpc"))
{
    await RpcFigures.RunAsync("sqlite", once ? 50 : 20_000);
    if (PostgreSqlServer.IsInstalled)
        await RpcFigures.RunAsync("postgresql", once ? 50 : 20_000);
}

if (IsWanted("start"))
    await HostStart.RunAsync(once ? 1 : 9);
return failed == 0 ? 0 : 1;

bool IsWanted(string name) => wanted.Count == 0 || wanted.Contains(name);

int Problems<T>() => BenchmarkRunner.Run<T>(config) is { HasCriticalValidationErrors: false } summary && summary.Reports.All(report => report.Success) ? 0 : 1;
