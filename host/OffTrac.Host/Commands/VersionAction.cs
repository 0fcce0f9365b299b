using System.CommandLine;
using System.CommandLine.Invocation;
using OffTrac.Host.Hosting;

namespace OffTrac.Host.Commands;

/// <summary>Prints the version, alone.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(HostVersion.Text);
        return 0;
    }
}
