using OffTrac.Core.Tests.Components;
using OffTrac.Core.Wiki.Rendering;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki.Rendering;

public sealed class MacroIndexTests
{
    [Fact]
    public async Task Provider_that_fails_once_is_asked_again_and_takes_nobody_else_with_it()
    {
        var points = new TestPoints();
        var failing = new Provider("Fog") { Fails = true };
        points.Points.Replace([TestPoints.Entry("x.Fog", failing, new TestLease()), TestPoints.Entry("y.Light", new Provider("Light"), new TestLease())]);
        var index = new MacroIndex(points.Points.Get<IWikiMacroProvider>());

        Assert.Null(await index.FindAsync("Fog", default));
        Assert.Equal("y.Light", await index.FindAsync("Light", default));

        failing.Fails = false;
        Assert.Equal("x.Fog", await index.FindAsync("Fog", default));
    }

    private sealed class Provider(string name) : IWikiMacroProvider
    {
        public bool Fails { get; set; }

        public IReadOnlyList<WikiMacro> Macros => Fails ? throw new InvalidOperationException("Not yet.") : [new WikiMacro { Name = name }];

        public ValueTask<WikiMacroResult> ExpandAsync(WikiMacroCall call, CancellationToken cancellation) => new(WikiMacroResult.Html(""));
    }
}
