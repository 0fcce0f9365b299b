namespace OffTrac.Host.Commands;

/// <summary>The commands of the host itself.</summary>
internal static class BuiltInCommands
{
    public static CommandTree CreateTree()
    {
        var tree = new CommandTree();
        return tree;
    }
}
