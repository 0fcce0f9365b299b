namespace OffTrac.Host.Commands;

/// <summary>The commands of the host itself.</summary>
internal static class BuiltInCommands
{
    private static readonly (string Word, string Description)[] s_groups =
    [
        ("env", "Makes, examines, upgrades and backs up environments."),
        ("plugin", "Shows plugins and components; enables and disables them."),
        ("config", "Reads and writes the files of configuration."),
        ("permission", "Shows and changes who may do what."),
        ("session", "Shows and changes sessions: known users, and what browsers stored."),
        ("user", "Edits the password files that logins are checked against."),
        ("ticket", "Shows and changes tickets."),
        ("delivery", "Shows, repeats and drops what durable components are yet to be told of."),
        ("wiki", "Shows and changes wiki pages."),
        ("attachment", "Shows and changes what is attached to tickets, pages and milestones."),
        ("milestone", "Shows and changes milestones."),
        ("version", "Shows and changes the versions that tickets can have."),
        ("component", "Shows and changes the components that tickets can have."),
        .. EnumCommands.Groups,
    ];

    private static readonly IEnumerable<CommandEntry>[] s_commands =
    [
        ServeCommand.All, EnvironmentCommands.All, EnvironmentCheckCommand.All, PluginAdministration.All, ConfigurationCommands.All,
        OptionCommands.All, PermissionCommands.All, SessionCommands.All, SearchCommand.All, UserCommands.All, TicketCommands.All, QueryCommand.All, WikiCommands.All, WikiFileCommands.All, WikiRenderCommand.All, AttachmentCommands.All,
        MilestoneCommands.All, VersionCommands.All, ComponentCommands.All, EnumCommands.All, DeliveryCommands.All,
    ];

    public static IEnumerable<Sdk.Commands.Command> All => s_commands.SelectMany(static group => group).Select(static entry => entry.Command);

    public static CommandTree CreateTree()
    {
        var tree = new CommandTree();
        foreach (var (word, description) in s_groups)
            tree.Describe(word, description);
        foreach (var entry in s_commands.SelectMany(group => group))
        {
            if (tree.Add(entry) is [var words, ..])
                throw new InvalidOperationException($"Two commands are called '{words}'.");
        }

        return tree;
    }
}
