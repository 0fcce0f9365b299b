using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class OptionsMonitorTests : IDisposable
{
    private readonly TestConfiguration _files = new();
    private readonly LinesLogger _logger = new();

    [Fact]
    public void GoodEdit_IsSeenAndTold()
    {
        var (configuration, monitor) = Open("count = 4");
        using (monitor)
        {
            var told = new List<int>();
            using (monitor.OnChange((options, _) => told.Add(options.Count)))
                Edit(configuration, "count = 5");
            Edit(configuration, "count = 6");
            Assert.Equal((6, null), (monitor.CurrentValue.Count, monitor.Problem));
            Assert.Equal([5], told);
        }
    }

    [Fact]
    public void BadEdit_KeepsTheLastGoodRecordAndLogsOneLine()
    {
        var (configuration, monitor) = Open("count = 4\nratio = 2");
        using (monitor)
        {
            var before = monitor.CurrentValue;
            Edit(configuration, "ratio = 3\ncount = many");
            Assert.Same(before, monitor.CurrentValue);
            Assert.Equal([$"{_files.TracIni}:3: [sample] count is 'many'; allowed is a whole number. The last good value stays."], _logger.Lines);
            Edit(configuration, "count = 9");
            Assert.Equal(9, monitor.CurrentValue.Count);
        }
    }

    [Fact]
    public void BadValueAtStart_IsTheProblemUntilItIsMended()
    {
        var (configuration, monitor) = Open("count = many");
        using (monitor)
        {
            Assert.Equal($"{_files.TracIni}:2: [sample] count is 'many'; allowed is a whole number.", monitor.Problem);
            Assert.Equal(3, monitor.CurrentValue.Count);
            Edit(configuration, "count = 8");
            Assert.Equal((8, null), (monitor.CurrentValue.Count, monitor.Problem));
        }
    }

    [Fact]
    public void ListenerThatThrows_KeepsNobodyElseFromHearing()
    {
        var (configuration, monitor) = Open("count = 4");
        using (monitor)
        {
            var told = 0;
            using var bad = monitor.OnChange((_, _) => throw new InvalidOperationException("broken listener"));
            using var good = monitor.OnChange((_, _) => told++);
            Edit(configuration, "count = 5");
            Assert.Equal(1, told);
            Assert.Contains("broken listener", Assert.Single(_logger.Lines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ListenerThatHangs_KeepsNobodyElseFromHearingThisAndLaterEdits()
    {
        var (configuration, monitor) = Open("count = 4");
        using (monitor)
        using (var gate = new ManualResetEventSlim())
        {
            var told = new List<int>();
            using var bad = monitor.OnChange((_, _) => gate.Wait());
            using var good = monitor.OnChange((options, _) => told.Add(options.Count));
            Edit(configuration, "count = 5");
            Edit(configuration, "count = 6");
            gate.Set();
            Assert.Equal([5, 6], told);
            Assert.Contains("did not return within", Assert.Single(_logger.Lines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AfterDispose_NothingIsReadOrTold()
    {
        var (configuration, monitor) = Open("count = 4");
        var told = 0;
        using var subscription = monitor.OnChange((_, _) => told++);
        monitor.Dispose();
        Edit(configuration, "count = 5");
        Assert.Equal((4, 0), (monitor.CurrentValue.Count, told));
    }

    [Fact]
    public void DisposedMonitorAndCatalog_DoNotKeepThePluginOfTheirRecord()
    {
        var configuration = _files.Write("trac.ini", "[sample]\nmode = slow\n").Open();
        var (context, catalog) = UseInContext(configuration);
        for (var round = 0; round < 20 && context.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
        Assert.Contains(catalog.Options, option => option.Section == "sample");
        Assert.True(configuration.Version > 1);
    }

    public void Dispose() => _files.Dispose();

    /// <summary>The record comes from another copy of this assembly, as that of a plugin would.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Context, OptionCatalog Catalog) UseInContext(EnvironmentConfiguration configuration)
    {
        var context = new AssemblyLoadContext("plugin", isCollectible: true);
        var record = context.LoadFromAssemblyPath(typeof(SampleOptions).Assembly.Location).GetType(typeof(SampleOptions).FullName!)!;
        Assert.NotSame(typeof(SampleOptions), record);
        var catalog = OptionCatalog.Of([record]);
        using (var monitor = (IDisposable)Activator.CreateInstance(typeof(OptionsMonitor<>).MakeGenericType(record), configuration, NullLogger.Instance)!)
        {
            Edit(configuration, "mode = veryfast");
            Assert.Null(((IOptionsProblem)monitor).Problem);
        }

        context.Unload();
        return (new WeakReference(context), catalog);
    }

    private (EnvironmentConfiguration Configuration, OptionsMonitor<SampleOptions> Monitor) Open(string lines)
    {
        var configuration = _files.Write("trac.ini", $"[sample]\n{lines}\n").Open();
        return (configuration, new OptionsMonitor<SampleOptions>(configuration, _logger));
    }

    private void Edit(EnvironmentConfiguration configuration, string lines)
    {
        var before = File.GetLastWriteTimeUtc(_files.TracIni);
        _files.Write("trac.ini", $"[sample]\n{lines}\n");
        File.SetLastWriteTimeUtc(_files.TracIni, before.AddSeconds(1));
        Assert.True(configuration.Refresh());
    }
}
