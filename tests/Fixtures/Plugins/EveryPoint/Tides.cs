using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;

namespace EveryPoint;

/// <summary>A namespace of its own for programs: when the water comes.</summary>
[Component("fixture.everypoint.Tides")]
public sealed class Tides(IOptionsMonitor<LogBookOptions> options) : IRpcHandler
{
    private static readonly DateTimeOffset s_first = new(2024, 3, 1, 4, 30, 0, TimeSpan.Zero);

    public string Namespace => "harbour.tide";

    public string Description => "Times and heights of high water.";

    public IReadOnlyList<RpcMethod> Methods { get; } =
    [
        new()
        {
            Name = "next",
            Permission = "XML_RPC",
            Returns = RpcType.Struct,
            Parameters = [new(RpcType.String, "berth"), new(RpcType.Int, "count", "1")],
            Description = "The next high waters at a berth.",
        },
        new() { Name = "chart", Returns = RpcType.Binary, Parameters = [new(RpcType.Binary, "raw")], Description = "Draws a chart." },
        new() { Name = "close", Permission = "TRAC_ADMIN", Returns = RpcType.Int, Description = "Closes the harbour." },
        new() { Name = "wait", Returns = RpcType.Int, Description = "Waits for ever." },
        new() { Name = "sink", Returns = RpcType.Int, Description = "Never works." },
    ];

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation) => call.Method switch
    {
        "next" => Next(call),
        "chart" => await ChartAsync(call.Argument<RpcBinary>(0), cancellation),
        "close" => 0,
        "wait" => await WaitAsync(cancellation),
        _ => throw new InvalidOperationException("secret of the pumps"),
    };

    private static RpcStruct Next(RpcCall call)
    {
        var berth = call.Argument<RpcText>(0).Value;
        if (berth.Length == 0)
            throw new RpcFaultException(17, "A berth has a name.");
        if (berth == "nowhere")
            throw new ResourceNotFoundException("Berth nowhere does not exist.");
        var count = call.Argument(1) is RpcInteger given && given.TryGetInt32(out var number) ? number : 1;
        if (count > 10)
            throw new TracException("At most 10 tides are known.");
        var times = Enumerable.Range(0, count).Select(i => (RpcValue)s_first.AddHours(12.5 * i));
        return new RpcStruct
        {
            ["berth"] = berth,
            ["user"] = call.User,
            ["times"] = new RpcArray([.. times]),
            ["height"] = 2.5,
            ["spring"] = true,
            ["remark"] = (string?)null,
            ["href"] = call.Request.AbsoluteHref("tide", berth),
        };
    }

    private async Task<RpcValue> WaitAsync(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(options.CurrentValue.File + ".wait", "begun", CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            await File.WriteAllTextAsync(options.CurrentValue.File + ".wait", "ended", CancellationToken.None);
        }
        return 0;
    }

    private static async Task<RpcValue> ChartAsync(RpcBinary raw, CancellationToken cancellation)
    {
        using var reader = new StreamReader(raw.OpenRead(), leaveOpen: true);
        var text = await reader.ReadToEndAsync(cancellation);
        return new RpcBinary(new MemoryStream(Encoding.UTF8.GetBytes(text.ToUpper(CultureInfo.InvariantCulture))));
    }
}
