using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Wiki;

/// <summary>A page of 20 kB with a hundred links to tickets, rendered by the host's own services.</summary>
[MemoryDiagnoser]
public class PageRendering
{
    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
    private readonly WikiContext _context = new() { User = "joe", Resource = Resource.Wiki("WikiStart"), BaseHref = "http://trac.example.org" };
    private readonly string _page = Page();
    private OffTracHost _host = null!;
    private IWikiRenderer _renderer = null!;
    private int _number;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Command, Environments = [_copy.Path], CommandWords = [] }, CancellationToken.None);
        _renderer = _host.Environments.Served[0].Get<IWikiRenderer>();
        var html = await Again();
        if (html.Split("ticket/").Length < 90)
            throw new InvalidOperationException($"The links are missing:\n{html}");
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _host.DisposeAsync();
        _copy.Dispose();
    }

    /// <summary>A page that was shown before: only its links are looked up.</summary>
    [Benchmark]
    public ValueTask<string> Again() => _renderer.ToHtmlAsync(_page, _context, CancellationToken.None);

    /// <summary>A page that nobody has seen yet.</summary>
    [Benchmark]
    public ValueTask<string> First()
        => _renderer.ToHtmlAsync(string.Create(CultureInfo.InvariantCulture, $"{_page}{++_number}"), _context, CancellationToken.None);

    private static string Page()
    {
        var page = new StringBuilder("= The harbour =\n");
        for (var ticket = 1; ticket <= 100; ticket++)
        {
            page.Append(CultureInfo.InvariantCulture, $"== Berth {ticket} ==\nThe '''pump''' of the ''second'' quay, see #{ticket}, needs `grease` and a look\nevery week; the keeper writes down what he finds.\n\n");
            page.Append(" * first the oil, then the belt\n * then the lamps {{{on}}} and off\n|| tide || height ||\n|| noon || 2.5 m ||\n\n");
        }

        return page.ToString();
    }
}
