<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Bricklayer</name>
    <message>
        <location filename="../../app/application.py" line="+120"/>
        <source>The unfinished lesson is kept among your own, as {name}.</source>
        <translation>Die unfertige Lektion liegt bei den eigenen, als {name}.</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>Preparing the inspector</source>
        <translation>Untersuchung vorbereiten</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Starting the engine</source>
        <translation>Engine starten</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Looking what this computer offers</source>
        <translation>Nachsehen, was dieser Computer bietet</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Preparing dialogs</source>
        <translation>Dialoge vorbereiten</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Watching</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+39"/>
        <location filename="../../app/commands/building.py" line="+42"/>
        <location filename="../../app/commands/containers.py" line="+48"/>
        <location filename="../../app/commands/images.py" line="+25"/>
        <location filename="../../app/commands/offering.py" line="+24"/>
        <location filename="../../app/commands/registries.py" line="+62"/>
        <location line="+9"/>
        <location filename="../../app/commands/reworking.py" line="+34"/>
        <source>The engine is still starting</source>
        <translation>Die Engine startet noch</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+22"/>
        <location filename="../../app/commands/images.py" line="+2"/>
        <location filename="../../app/commands/registries.py" line="-7"/>
        <location filename="../../app/commands/reworking.py" line="+2"/>
        <source>This repository can only be read</source>
        <translation>Dieses Repository kann nur gelesen werden</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+8"/>
        <location filename="../../app/commands/offering.py" line="+26"/>
        <location filename="../../app/commands/registries.py" line="+8"/>
        <source>There is no image here yet</source>
        <translation>Hier ist noch kein Image</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+36"/>
        <source>Writing brick {level} of {reference}</source>
        <translation>Baustein {level} von {reference} schreiben</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Write the brick as a tar file</source>
        <translation>Baustein als tar-Datei schreiben</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Writing /{inside} of {reference}</source>
        <translation>/{inside} von {reference} schreiben</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Write it as a tar file</source>
        <translation>Als tar-Datei schreiben</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Keeping the limits for images from outside</source>
        <translation>Grenzen für Images von außen behalten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The limits were changed</source>
        <translation>Die Grenzen wurden geändert</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Reading the limits for images from outside</source>
        <translation>Grenzen für Images von außen lesen</translation>
    </message>
    <message>
        <location line="+38"/>
        <location filename="../../app/dialogs/import_dialog.py" line="+168"/>
        <source>Looking into {path}</source>
        <translation>{path} wird angesehen</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+39"/>
        <location filename="../../app/dialogs/import_dialog.py" line="+30"/>
        <source>Importing {path}</source>
        <translation>{path} importieren</translation>
    </message>
    <message>
        <location filename="../../app/commands/archives.py" line="+24"/>
        <source>Writing {path}</source>
        <translation>{path} schreiben</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>{path} was written: {size}</source>
        <translation>{path} wurde geschrieben: {size}</translation>
    </message>
    <message>
        <location filename="../../app/commands/building.py" line="+15"/>
        <source>Reading a Containerfile</source>
        <translation>Containerfile lesen</translation>
    </message>
    <message>
        <location line="+70"/>
        <location line="+38"/>
        <location filename="../../app/commands/recipe_running.py" line="+136"/>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <location filename="../../app/commands/building.py" line="-36"/>
        <location filename="../../app/commands/containers.py" line="+43"/>
        <location filename="../../app/commands/recipe_running.py" line="-67"/>
        <source>Making container {name}</source>
        <translation>Container {name} anlegen</translation>
    </message>
    <message>
        <location filename="../../app/commands/building.py" line="+9"/>
        <location line="+31"/>
        <source>Step {number}: {text_value}</source>
        <translation>Schritt {number}: {text_value}</translation>
    </message>
    <message>
        <location line="-15"/>
        <source>step {number} done</source>
        <translation>Schritt {number} fertig</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>step {number} taken back</source>
        <translation>Schritt {number} zurückgenommen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Step {number}</source>
        <translation>Schritt {number}</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>The engine is not there.</source>
        <translation>Die Engine ist nicht da.</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="-40"/>
        <source>Make a base image first</source>
        <translation>Zuerst ein Basis-Image anlegen</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/commands/running.py" line="+50"/>
        <source>Select a container first</source>
        <translation>Zuerst einen Container auswählen</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+42"/>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <location line="+9"/>
        <location filename="../../app/dialogs/import_dialog.py" line="+14"/>
        <location filename="../../app/dialogs/registry_form.py" line="+135"/>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+11"/>
        <source>Resuming</source>
        <translation>Wird fortgesetzt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Pausing</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <location line="+19"/>
        <location filename="../../app/commands/recipe_running.py" line="+93"/>
        <source>Discarding {name}</source>
        <translation>{name} verwerfen</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+2"/>
        <location filename="../../app/commands/recipe_running.py" line="+3"/>
        <source>{name} was discarded</source>
        <translation>{name} wurde verworfen</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+14"/>
        <source>Renaming</source>
        <translation>Wird umbenannt</translation>
    </message>
    <message>
        <location line="+26"/>
        <location line="+82"/>
        <source>Looking what changed</source>
        <translation>Nachsehen, was sich geändert hat</translation>
    </message>
    <message>
        <location line="-62"/>
        <location filename="../../app/commands/images.py" line="+15"/>
        <location filename="../../app/commands/reworking.py" line="+47"/>
        <source>{reference} is in the repository</source>
        <translation>{reference} ist im Repository</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+6"/>
        <source>Capturing {name} {version}</source>
        <translation>{name} {version} aufnehmen</translation>
    </message>
    <message>
        <location line="+82"/>
        <location line="+9"/>
        <location filename="../../app/panels/console_output.py" line="+27"/>
        <location filename="../../app/viewmodel/run_rows.py" line="+184"/>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="-7"/>
        <location filename="../../app/panels/console_output.py" line="-2"/>
        <location filename="../../app/viewmodel/run_rows.py" line="+7"/>
        <source>exit code {exit_code}</source>
        <translation>Exit-Code {exit_code}</translation>
    </message>
    <message>
        <location filename="../../app/commands/containers.py" line="+2"/>
        <source> · out of memory</source>
        <translation> · kein Speicher mehr</translation>
    </message>
    <message>
        <location filename="../../app/commands/context.py" line="+243"/>
        <source>It was cancelled. Ask again to look into it.</source>
        <translation>Es wurde abgebrochen. Noch einmal anfordern, um es anzusehen.</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Reading the repository</source>
        <translation>Repository lesen</translation>
    </message>
    <message>
        <location filename="../../app/commands/following.py" line="+60"/>
        <source>Watching what changes</source>
        <translation>Änderungen beobachten</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>Reading the log</source>
        <translation>Protokoll lesen</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Listing processes</source>
        <translation>Prozesse auflisten</translation>
    </message>
    <message>
        <location filename="../../app/commands/handouts.py" line="+109"/>
        <location line="+137"/>
        <location line="+90"/>
        <location filename="../../app/handouts/film.py" line="+104"/>
        <location line="+39"/>
        <location line="+14"/>
        <location filename="../../app/handouts/handout.py" line="+76"/>
        <location line="+4"/>
        <location filename="../../app/handouts/making.py" line="+57"/>
        <location line="+18"/>
        <location filename="../../app/panels/card_view.py" line="+131"/>
        <location filename="../../app/scene/picture.py" line="+89"/>
        <source>Drawing</source>
        <translation>Wird gezeichnet</translation>
    </message>
    <message>
        <location filename="../../app/commands/handouts.py" line="-137"/>
        <location filename="../../app/commands/running.py" line="+93"/>
        <location filename="../../app/commands/scripts.py" line="+118"/>
        <source>Writing {name}</source>
        <translation>{name} schreiben</translation>
    </message>
    <message>
        <location filename="../../app/commands/handouts.py" line="+10"/>
        <source>{subject} was written to {path}</source>
        <translation>{subject} wurde nach {path} geschrieben</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Drawing {name}</source>
        <translation>{name} zeichnen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Copying</source>
        <translation>Wird kopiert</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>A picture was copied: {subject}</source>
        <translation>Ein Bild wurde kopiert: {subject}</translation>
    </message>
    <message>
        <location line="+36"/>
        <location filename="../../app/commands/inspection.py" line="+382"/>
        <source>Looking into {what}</source>
        <translation>{what} wird angesehen</translation>
    </message>
    <message>
        <location filename="../../app/commands/handouts.py" line="+61"/>
        <location line="+11"/>
        <location filename="../../app/dialogs/handout_dialog.py" line="+167"/>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/commands/handouts.py" line="-3"/>
        <source>{count} page
{count} pages</source>
        <translation>
            <numerusform>{count} Seite</numerusform>
            <numerusform>{count} Seiten</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/commands/images.py" line="+4"/>
        <source>Making {name} {version}</source>
        <translation>{name} {version} anlegen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Looking what stands on it</source>
        <translation>Nachsehen, was darauf steht</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Removing {reference}</source>
        <translation>{reference} entfernen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{reference} was removed</source>
        <translation>{reference} wurde entfernt</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>{digest} was copied</source>
        <translation>{digest} wurde kopiert</translation>
    </message>
    <message>
        <location filename="../../app/commands/inspection.py" line="-218"/>
        <source>the repository</source>
        <translation>das Repository</translation>
    </message>
    <message>
        <location line="+117"/>
        <source>all files for “{words}”</source>
        <translation>alle Dateien nach „{words}“</translation>
    </message>
    <message>
        <location line="+52"/>
        <source>{name} was written to {parent}</source>
        <translation>{name} wurde nach {parent} geschrieben</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Saving {name}</source>
        <translation>{name} speichern</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Looking into all layers</source>
        <translation>Alle Schichten ansehen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Measuring all layers</source>
        <translation>Alle Schichten messen</translation>
    </message>
    <message>
        <location filename="../../app/commands/lesson_making.py" line="+74"/>
        <source>This lesson can be taken in several ways; edit it in its file.</source>
        <translation>Diese Lektion hat mehrere Wege; bitte in ihrer Datei bearbeiten.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Unfinished lesson</source>
        <translation>Unfertige Lektion</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Looking at what is there …</source>
        <translation>Nachsehen, was da ist …</translation>
    </message>
    <message>
        <location line="+9"/>
        <location filename="../../app/panels/work/live_changes_panel.py" line="+142"/>
        <source>Looking at what has changed …</source>
        <translation>Nachsehen, was sich geändert hat …</translation>
    </message>
    <message>
        <location filename="../../app/commands/lesson_making.py" line="+25"/>
        <source>Nothing was done in this step yet.</source>
        <translation>In diesem Schritt ist noch nichts geschehen.</translation>
    </message>
    <message>
        <location line="+100"/>
        <source>Trying the lesson …</source>
        <translation>Lektion wird ausprobiert …</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Export the lesson</source>
        <translation>Lektion exportieren</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>The lesson is exported.</source>
        <translation>Die Lektion ist exportiert.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Exporting the lesson …</source>
        <translation>Lektion wird exportiert …</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>Every check fails before its step and holds after it.</source>
        <translation>Jede Prüfung ist vor ihrem Schritt nicht erfüllt und danach erfüllt.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Step {number}: {sentence}</source>
        <translation>Schritt {number}: {sentence}</translation>
    </message>
    <message>
        <location filename="../../app/commands/lesson_showing.py" line="+65"/>
        <source>Showing it …</source>
        <translation>Wird vorgemacht …</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>No step is done yet</source>
        <translation>Noch kein Schritt ist getan</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Taking a step back</source>
        <translation>Einen Schritt zurückgehen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Going back …</source>
        <translation>Wird zurückgenommen …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Looking what a step back removes</source>
        <translation>Nachsehen, was ein Schritt zurück entfernt</translation>
    </message>
    <message>
        <location line="+16"/>
        <location filename="../../app/window/locked_asker.py" line="+21"/>
        <source>Resetting the lesson</source>
        <translation>Lektion zurücksetzen</translation>
    </message>
    <message>
        <location filename="../../app/commands/lesson_showing.py" line="+0"/>
        <source>Removing …</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Looking what the lesson made</source>
        <translation>Nachsehen, was die Lektion angelegt hat</translation>
    </message>
    <message>
        <location filename="../../app/commands/lessons.py" line="+197"/>
        <source>Reading the lessons</source>
        <translation>Lektionen lesen</translation>
    </message>
    <message>
        <location line="+66"/>
        <source>Checking the lesson</source>
        <translation>Lektion prüfen</translation>
    </message>
    <message>
        <location filename="../../app/commands/moving.py" line="+89"/>
        <source>On its way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <location filename="../../app/commands/offering.py" line="+27"/>
        <source>Sharing images</source>
        <translation>Images freigeben</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>Looking who else offers images</source>
        <translation>Nachsehen, wer sonst Images anbietet</translation>
    </message>
    <message>
        <location filename="../../app/commands/own_recipes.py" line="+28"/>
        <source>Select a container or an image first</source>
        <translation>Zuerst einen Container oder ein Image auswählen</translation>
    </message>
    <message>
        <location line="+19"/>
        <location filename="../../app/commands/running.py" line="-40"/>
        <location filename="../../app/commands/scripts.py" line="-21"/>
        <source>Reading the recording</source>
        <translation>Aufzeichnung lesen</translation>
    </message>
    <message>
        <location filename="../../app/commands/own_recipes.py" line="+34"/>
        <location line="+13"/>
        <source>{recipe} is in the palette</source>
        <translation>{recipe} ist in der Palette</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open recipes (.toml, .zip)</source>
        <translation>Rezepte öffnen (.toml, .zip)</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>{recipe} was written to a file</source>
        <translation>{recipe} wurde in eine Datei geschrieben</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Export {recipe}</source>
        <translation>{recipe} exportieren</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>{recipe} was removed</source>
        <translation>{recipe} wurde entfernt</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Writing recipes</source>
        <translation>Rezepte schreiben</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipe_grounds.py" line="+57"/>
        <source>Start the container first.</source>
        <translation>Zuerst den Container starten.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Something is being done in it already.</source>
        <translation>Darin läuft schon ein Vorgang.</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Looking what fits</source>
        <translation>Nachsehen, was passt</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipe_running.py" line="-71"/>
        <location line="+20"/>
        <source>Following {recipe}</source>
        <translation>{recipe} ausführen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>{recipe} is done</source>
        <translation>{recipe} ist fertig</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="+247"/>
        <source>{recipe} stopped</source>
        <translation>{recipe} wurde unterbrochen</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipe_running.py" line="+33"/>
        <source>{recipe} is done: take a snapshot now</source>
        <translation>{recipe} ist fertig: jetzt einen Snapshot aufnehmen</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>Step {number} of {total}: {command}</source>
        <translation>Schritt {number} von {total}: {command}</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipes.py" line="+78"/>
        <source>Reading recipes</source>
        <translation>Rezepte lesen</translation>
    </message>
    <message>
        <location line="+23"/>
        <location line="+10"/>
        <location filename="../../app/viewmodel/recipe_words.py" line="+62"/>
        <location filename="../../app/viewmodel/rework_words.py" line="+170"/>
        <location filename="../../app/window/brick_dragging.py" line="+136"/>
        <location line="+9"/>
        <location filename="../../app/window/palette.py" line="+118"/>
        <source>Not here</source>
        <translation>Nicht hier</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipes.py" line="-7"/>
        <source>Looking into {where}…</source>
        <translation>{where} wird angesehen…</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>A recipe goes on top of an image.</source>
        <translation>Ein Rezept kommt auf ein Image.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make {recipe}</source>
        <translation>{recipe} bauen</translation>
    </message>
    <message>
        <location line="+16"/>
        <location filename="../../app/window/brick_dragging.py" line="+5"/>
        <location line="+7"/>
        <source>It is no longer there.</source>
        <translation>Es ist nicht mehr da.</translation>
    </message>
    <message>
        <location filename="../../app/commands/recipes.py" line="+25"/>
        <source>Select an image or a container first: a recipe is put on it</source>
        <translation>Zuerst ein Image oder einen Container auswählen: Darauf kommt das Rezept</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Drag it onto an image, or select an image first</source>
        <translation>Auf ein Image ziehen oder zuerst ein Image auswählen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>{recipe} does not fit {where}: {reason}</source>
        <translation>{recipe} passt nicht zu {where}: {reason}</translation>
    </message>
    <message>
        <location filename="../../app/commands/registries.py" line="+23"/>
        <source>Looking at {reference}</source>
        <translation>{reference} wird angesehen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Reading the tags of {repository}</source>
        <translation>Tags von {repository} lesen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Asking {registry} what it has</source>
        <translation>{registry} fragen, was es dort gibt</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Logging in to {registry}</source>
        <translation>Bei {registry} anmelden</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Forgetting who we are to {registry}</source>
        <translation>Anmeldung bei {registry} vergessen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Looking who we are to {registry}</source>
        <translation>Anmeldung bei {registry} nachsehen</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>Pulling {reference}</source>
        <translation>{reference} holen</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>{local_reference} is in the registry as {target}</source>
        <translation>{local_reference} ist in der Registry als {target}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Pushing {target}</source>
        <translation>{target} hochladen</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>{name} is in the repository</source>
        <translation>{name} ist im Repository</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{taken} means another image here: this one is {given}</source>
        <translation>{taken} bedeutet hier ein anderes Image: Dieses heißt {given}</translation>
    </message>
    <message>
        <location filename="../../app/commands/reports.py" line="+58"/>
        <source>the image has no such layer</source>
        <translation>das Image hat keine solche Schicht</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{reference}, layer</source>
        <translation>{reference}, Schicht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{reference}, layer {level}</source>
        <translation>{reference}, Schicht {level}</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>{left} and {right}</source>
        <translation>{left} und {right}</translation>
    </message>
    <message>
        <location line="+26"/>
        <location filename="../../core/archive/writing.py" line="+231"/>
        <location filename="../../core/engine/archives_out.py" line="+70"/>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <location filename="../../app/commands/reports.py" line="+8"/>
        <source>A report on {subject} was written to {path}</source>
        <translation>Ein Bericht über {subject} wurde nach {path} geschrieben</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Reporting on {subject}</source>
        <translation>Bericht über {subject}</translation>
    </message>
    <message>
        <location filename="../../app/commands/reworking.py" line="-41"/>
        <source>It is a single brick: there is nothing to squash</source>
        <translation>Es ist ein einzelner Baustein: Da gibt es nichts zusammenzufassen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>There is no other image to put it on</source>
        <translation>Es gibt kein anderes Image, auf das er kommen könnte</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Squashing bricks of {reference}</source>
        <translation>Bausteine von {reference} zusammenfassen</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Looking what squashing saves</source>
        <translation>Nachsehen, was das Zusammenfassen spart</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Looking what fits the other base</source>
        <translation>Nachsehen, was zum anderen Basis-Image passt</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>Putting {reference} on {onto}</source>
        <translation>{reference} auf {onto} umsetzen</translation>
    </message>
    <message>
        <location filename="../../app/commands/running.py" line="-42"/>
        <source>Setting a mark</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <location line="+20"/>
        <location filename="../../app/window/locked_asker.py" line="-4"/>
        <source>Rolling back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <location filename="../../app/commands/running.py" line="+32"/>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Write a Containerfile</source>
        <translation>Ein Containerfile schreiben</translation>
    </message>
    <message>
        <location line="+8"/>
        <location filename="../../app/panels/work/log_panel.py" line="+47"/>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <location filename="../../app/commands/running.py" line="+16"/>
        <location filename="../../app/commands/scripts.py" line="+24"/>
        <source>{name} was written</source>
        <translation>{name} wurde geschrieben</translation>
    </message>
    <message>
        <location filename="../../app/commands/running.py" line="+24"/>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Reading a file</source>
        <translation>Datei lesen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Copy files into the container</source>
        <translation>Dateien in den Container kopieren</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{files} copied into {where}</source>
        <translation>{files} nach {where} kopiert</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <location filename="../../app/panels/inspector/bytes_map.py" line="+108"/>
        <location filename="../../app/panels/inspector/changes_tab.py" line="+185"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="+193"/>
        <location filename="../../app/panels/inspector/file_tree.py" line="+121"/>
        <location filename="../../app/panels/inspector/files_tab.py" line="+162"/>
        <location filename="../../app/panels/inspector/treemap.py" line="+327"/>
        <location filename="../../app/panels/work/live_changes_panel.py" line="+76"/>
        <location filename="../../app/window/dropping.py" line="+164"/>
        <location line="+2"/>
        <source>{count} file
{count} files</source>
        <translation>
            <numerusform>{count} Datei</numerusform>
            <numerusform>{count} Dateien</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/commands/running.py" line="+6"/>
        <source>Copying in</source>
        <translation>Hineinkopieren</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{names} copied to {folder}</source>
        <translation>{names} nach {folder} kopiert</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} file or folder
{count} files or folders</source>
        <translation>
            <numerusform>{count} Datei oder Ordner</numerusform>
            <numerusform>{count} Dateien oder Ordner</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Copying out</source>
        <translation>Herauskopieren</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Copy to a folder of this computer</source>
        <translation>In einen Ordner dieses Computers kopieren</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Setting limits</source>
        <translation>Grenzen setzen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Sending a signal</source>
        <translation>Signal senden</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>No switches can be made here.</source>
        <translation>Hier können keine Switches angelegt werden.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Looking for switches</source>
        <translation>Switches suchen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Making switch {name}</source>
        <translation>Switch {name} anlegen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Removing switch {name}</source>
        <translation>Switch {name} entfernen</translation>
    </message>
    <message>
        <location filename="../../app/commands/scripts.py" line="-84"/>
        <source>buildah has no containers that go on running</source>
        <translation>buildah hat keine Container, die weiterlaufen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/scripts.py" line="+78"/>
        <source>Nothing was done yet</source>
        <translation>Noch wurde nichts getan</translation>
    </message>
    <message>
        <location filename="../../app/commands/scripts.py" line="+66"/>
        <source>The script was copied</source>
        <translation>Das Skript wurde kopiert</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Save the whole work as a script</source>
        <translation>Die ganze Arbeit als Skript speichern</translation>
    </message>
    <message>
        <location filename="../../app/commands/terminals.py" line="+58"/>
        <location filename="../../app/window/work_page.py" line="+34"/>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <location filename="../../app/commands/terminals.py" line="+36"/>
        <source>it is not connected</source>
        <translation>es ist nicht verbunden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+55"/>
        <location filename="../../app/panels/empty_page.py" line="+52"/>
        <source>Start from a base image</source>
        <translation>Mit einem Basis-Image beginnen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+1"/>
        <source>The brown brick at the bottom: an operating system&apos;s files, read-only.</source>
        <translation>Der braune Baustein ganz unten: die Dateien eines Betriebssystems, schreibgeschützt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Make base image</source>
        <translation>Basis-Image anlegen</translation>
    </message>
    <message>
        <location line="+10"/>
        <location filename="../../app/dialogs/import_choice.py" line="+67"/>
        <location filename="../../app/dialogs/new_container_dialog.py" line="+65"/>
        <location filename="../../app/dialogs/new_image_fields.py" line="+28"/>
        <location filename="../../app/dialogs/questions.py" line="+256"/>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="-50"/>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+82"/>
        <location filename="../../app/panels/inspector/change_filters.py" line="+40"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+1"/>
        <location filename="../../app/dialogs/import_choice.py" line="+1"/>
        <location filename="../../app/dialogs/new_image_fields.py" line="+4"/>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+2"/>
        <location filename="../../app/viewmodel/image_facts.py" line="+54"/>
        <location filename="../../app/viewmodel/import_form.py" line="+91"/>
        <source>Publisher</source>
        <translation>Herausgeber</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+1"/>
        <location filename="../../app/dialogs/import_choice.py" line="+1"/>
        <location filename="../../app/dialogs/new_image_fields.py" line="-2"/>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+3"/>
        <location filename="../../app/handouts/inspector_pages.py" line="+156"/>
        <location filename="../../app/panels/inspector/package_table.py" line="+48"/>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+1"/>
        <source>Release</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+2"/>
        <source>this computer&apos;s</source>
        <translation>die dieses Computers</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Mirror</source>
        <translation>Spiegelserver</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Tarball</source>
        <translation>Tar-Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a .tar file, compressed or not</source>
        <translation>eine .tar-Datei, gepackt oder nicht</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/dialogs/target_file.py" line="+43"/>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+30"/>
        <source>An image of that name and version is there already.</source>
        <translation>Ein Image mit diesem Namen und dieser Version gibt es schon.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose a tar file.</source>
        <translation>Wählen Sie eine tar-Datei.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Not available here.</source>
        <translation>Hier nicht möglich.</translation>
    </message>
    <message>
        <location line="+25"/>
        <location filename="../../core/base_images/tarball.py" line="+27"/>
        <source>Rootfs tarball</source>
        <translation>Tar-Datei</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/base_image_dialog.py" line="+2"/>
        <source>Tar files (*.tar *.tar.* *.tgz *.txz);;All files (*)</source>
        <translation>Tar-Dateien (*.tar *.tar.* *.tgz *.txz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/card_dialog.py" line="+38"/>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/dialogs/form.py" line="+263"/>
        <location filename="../../app/dialogs/lesson_chooser.py" line="+77"/>
        <location filename="../../app/dialogs/push_dialog.py" line="+128"/>
        <location filename="../../app/dialogs/questions.py" line="-139"/>
        <location line="+221"/>
        <location line="+24"/>
        <location line="+29"/>
        <location filename="../../app/dialogs/switches_dialog.py" line="+52"/>
        <location filename="../../app/panels/banner.py" line="+45"/>
        <location filename="../../app/panels/build_panel.py" line="+122"/>
        <location filename="../../app/panels/inspector/folder_tree.py" line="+292"/>
        <location filename="../../app/panels/lesson_maker.py" line="+172"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/card_dialog.py" line="+6"/>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/command_box.py" line="+50"/>
        <source>Show the command of {tool}</source>
        <translation>Befehl von {tool} zeigen</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/window/menus.py" line="+109"/>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/command_box.py" line="+2"/>
        <location filename="../../app/window/command_strip.py" line="+39"/>
        <source>The same as a command</source>
        <translation>Dasselbe als Befehl</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/container_options.py" line="+71"/>
        <source>Run the image&apos;s own command, and keep what it says</source>
        <translation>Den Befehl des Images ausführen und seine Ausgabe behalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Published ports (here : inside)</source>
        <translation>Veröffentlichte Ports (hier : innen)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>They need a switch that you made. Only this computer reaches them.</source>
        <translation>Dafür ist ein eigener Switch nötig. Nur dieser Computer erreicht sie.</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/viewmodel/image_facts.py" line="-13"/>
        <location filename="../../app/viewmodel/import_form.py" line="+5"/>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/container_options.py" line="+0"/>
        <source>One setting on each line.</source>
        <translation>Eine Einstellung je Zeile.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Shared folders (here : inside)</source>
        <translation>Gemeinsame Ordner (hier : innen)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>One on each line. They are never part of an image.</source>
        <translation>Einer je Zeile. Sie werden nie Teil eines Images.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Working directory</source>
        <translation>Arbeitsverzeichnis</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+2"/>
        <source>as the image says</source>
        <translation>wie das Image es sagt</translation>
    </message>
    <message>
        <location line="-1"/>
        <location filename="../../app/dialogs/login_dialog.py" line="+56"/>
        <location filename="../../app/panels/work/process_tree.py" line="+29"/>
        <location filename="../../app/viewmodel/image_facts.py" line="+2"/>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/container_options.py" line="+3"/>
        <location line="+82"/>
        <source>More: ports, environment, folders, limits</source>
        <translation>Mehr: Ports, Umgebung, Ordner, Grenzen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export_dialog.py" line="+58"/>
        <source>Export images</source>
        <translation>Images exportieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>One file with all their bricks; those that they share are in it once.</source>
        <translation>Eine Datei mit allen ihren Bausteinen; gemeinsame sind nur einmal darin.</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/window/palette.py" line="+30"/>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export_dialog.py" line="+6"/>
        <source>Images to export</source>
        <translation>Zu exportierende Images</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Export images to a file</source>
        <translation>Images in eine Datei exportieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Tar files (*.tar)</source>
        <translation>Tar-Dateien (*.tar)</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/dialogs/import_source.py" line="+23"/>
        <location filename="../../app/window/classroom.py" line="+116"/>
        <location filename="../../app/window/dialog_asker.py" line="+215"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export_dialog.py" line="+56"/>
        <source>It is written in the background; the window&apos;s jobs show how far it is.</source>
        <translation>Geschrieben wird im Hintergrund; wie weit es ist, zeigen die Vorgänge im Fenster.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+24"/>
        <source>the image or the last mark</source>
        <translation>das Image oder die letzte Marke</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>the container now</source>
        <translation>der Container jetzt</translation>
    </message>
    <message>
        <location line="+27"/>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+59"/>
        <source>Bytes of the file</source>
        <translation>Bytes der Datei</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+2"/>
        <location filename="../../app/panels/inspector/compared_files.py" line="+73"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="-137"/>
        <source>How lines are shown</source>
        <translation>Wie Zeilen gezeigt werden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+0"/>
        <location filename="../../app/panels/inspector/compared_files.py" line="+0"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="+0"/>
        <source>Unified</source>
        <translation>Untereinander</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+0"/>
        <location filename="../../app/panels/inspector/compared_files.py" line="+0"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="+0"/>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+3"/>
        <location filename="../../app/panels/work/live_changes_panel.py" line="-18"/>
        <source>Copy to this computer …</source>
        <translation>Auf diesen Computer kopieren …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+21"/>
        <location filename="../../app/panels/inspector/diff_page.py" line="+128"/>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+20"/>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+82"/>
        <source>This file is empty</source>
        <translation>Diese Datei ist leer</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+0"/>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+0"/>
        <source>It has a name, but nothing in it.</source>
        <translation>Sie hat einen Namen, aber keinen Inhalt.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/dialogs/file_change_dialog.py" line="+8"/>
        <location filename="../../app/dialogs/questions.py" line="-1"/>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+22"/>
        <location filename="../../app/panels/work/log_panel.py" line="+70"/>
        <location line="+3"/>
        <source>{count} line
{count} lines</source>
        <translation>
            <numerusform>{count} Zeile</numerusform>
            <numerusform>{count} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/file_change_dialog.py" line="+8"/>
        <source>only the first {size} are shown</source>
        <translation>nur die ersten {size} werden gezeigt</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>{name} in {container_name}</source>
        <translation>{name} in {container_name}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>/{path} in {container_name}</source>
        <translation>/{path} in {container_name}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/form.py" line="-191"/>
        <source>This can be used</source>
        <translation>Das ist möglich</translation>
    </message>
    <message>
        <location line="+214"/>
        <location filename="../../app/dialogs/import_dialog.py" line="+49"/>
        <location filename="../../app/dialogs/rebase_dialog.py" line="+172"/>
        <location filename="../../app/dialogs/registry_form.py" line="-26"/>
        <location filename="../../app/panels/console_panel.py" line="+91"/>
        <location filename="../../app/panels/jobs_panel.py" line="+79"/>
        <location filename="../../app/panels/lesson_card.py" line="+141"/>
        <location filename="../../app/panels/lesson_maker.py" line="-2"/>
        <location filename="../../app/terminal/pane.py" line="+132"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="-143"/>
        <location filename="../../app/handouts/inspected.py" line="+48"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+39"/>
        <location filename="../../app/panels/work/work_tabs.py" line="+23"/>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <location filename="../../app/handouts/inspected.py" line="+1"/>
        <location filename="../../app/handouts/inspector_pages.py" line="-30"/>
        <location filename="../../app/panels/inspector/comparison_page.py" line="+38"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+1"/>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <location filename="../../app/handouts/inspected.py" line="+1"/>
        <location filename="../../app/panels/inspector/comparison_page.py" line="+0"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+2"/>
        <location filename="../../app/panels/inspector/package_table.py" line="+180"/>
        <location filename="../../app/viewmodel/roles.py" line="+20"/>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <location filename="../../app/handouts/inspected.py" line="+1"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+1"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <location filename="../../app/handouts/inspected.py" line="+1"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+1"/>
        <location filename="../../app/viewmodel/measures.py" line="+30"/>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+3"/>
        <source>Usual pace</source>
        <translation>Übliches Tempo</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Half as fast</source>
        <translation>Halb so schnell</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>A quarter as fast</source>
        <translation>Ein Viertel so schnell</translation>
    </message>
    <message>
        <location line="+21"/>
        <location line="+23"/>
        <source>Picture or handout</source>
        <translation>Bild oder Handzettel</translation>
    </message>
    <message>
        <location line="-23"/>
        <source>For slides, for paper, or to paste.</source>
        <translation>Für Folien, für Papier oder zum Einfügen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/handouts/inspector_pages.py" line="-37"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <source>Which one</source>
        <translation>Welches</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Page of the inspector</source>
        <translation>Seite des Inspektors</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/handouts/inspector_pages.py" line="+38"/>
        <location line="+45"/>
        <location line="+25"/>
        <location filename="../../app/panels/inspector/bytes_bricks.py" line="+219"/>
        <location filename="../../app/panels/inspector/package_table.py" line="-180"/>
        <source>Brick</source>
        <translation>Baustein</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+1"/>
        <source>Kind of file</source>
        <translation>Art der Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Size of the film</source>
        <translation>Größe des Films</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>White background</source>
        <translation>Weißer Hintergrund</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All on one page</source>
        <translation>Alles auf einer Seite</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Again and again</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With the answers, for the teacher</source>
        <translation>Mit den Antworten, für die Lehrkraft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With the hints</source>
        <translation>Mit den Hinweisen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With what was built</source>
        <translation>Mit dem, was gebaut wurde</translation>
    </message>
    <message>
        <location line="+67"/>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>It is made in the background; the window&apos;s jobs show how far it is.</source>
        <translation>Es entsteht im Hintergrund; die Aufträge des Fensters zeigen, wie weit es ist.</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/window/travelling.py" line="+133"/>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/handout_dialog.py" line="+34"/>
        <location filename="../../app/viewmodel/image_facts.py" line="+20"/>
        <source>Brick {number}</source>
        <translation>Baustein {number}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="-12"/>
        <source>Images in the archive</source>
        <translation>Images im Archiv</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+147"/>
        <location filename="../../app/dialogs/serve_dialog.py" line="+65"/>
        <location line="+117"/>
        <source>Choose all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="-142"/>
        <source>Name and version here</source>
        <translation>Name und Version hier</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>What it says of itself</source>
        <translation>Was es von sich selbst sagt</translation>
    </message>
    <message>
        <location line="+29"/>
        <location filename="../../app/viewmodel/export_form.py" line="+34"/>
        <source>Nothing is chosen</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="+3"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="+80"/>
        <source>{size_bytes} to come</source>
        <translation>{size_bytes} kommen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="+2"/>
        <source>nothing has to come</source>
        <translation>nichts muss kommen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{images} chosen · {come}</source>
        <translation>{images} ausgewählt · {come}</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <location filename="../../app/dialogs/import_dialog.py" line="+32"/>
        <location filename="../../app/dialogs/remote_suggestions.py" line="+53"/>
        <location filename="../../app/dialogs/serve_state_dialog.py" line="+109"/>
        <location filename="../../app/panels/inspector/head.py" line="+76"/>
        <location filename="../../app/scene/far_labels.py" line="+58"/>
        <location filename="../../app/scene/hover_card.py" line="+69"/>
        <location filename="../../app/scene/wall_accessible.py" line="+110"/>
        <location filename="../../app/scene/wall_selection.py" line="+68"/>
        <location filename="../../app/viewmodel/export_form.py" line="+4"/>
        <location filename="../../app/viewmodel/import_form.py" line="-21"/>
        <location filename="../../app/viewmodel/offer_words.py" line="+56"/>
        <location line="+36"/>
        <location filename="../../app/viewmodel/wall.py" line="+163"/>
        <location line="+26"/>
        <location filename="../../app/window/command_strip.py" line="+144"/>
        <source>{count} image
{count} images</source>
        <translation>
            <numerusform>{count} Image</numerusform>
            <numerusform>{count} Images</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="+22"/>
        <source>There is an image of that name and version.</source>
        <translation>Ein Image mit diesem Namen und dieser Version gibt es schon.</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>and {more} that cannot be read</source>
        <translation>und {more}, nicht lesbar</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} more image
{count} more images</source>
        <translation>
            <numerusform>{count} weiteres Image</numerusform>
            <numerusform>{count} weitere Images</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/dialogs/import_dialog.py" line="-117"/>
        <source>There is no image in it.</source>
        <translation>Es ist kein Image darin.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="+20"/>
        <location filename="../../app/dialogs/serve_dialog.py" line="+0"/>
        <source>Choose none</source>
        <translation>Keine auswählen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_choice.py" line="+35"/>
        <source>{named} and {more}</source>
        <translation>{named} und {more}</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} more name
{count} more names</source>
        <translation>
            <numerusform>{count} weiterer Name</numerusform>
            <numerusform>{count} weitere Namen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{named} means another image here already.
{named} mean other images here already.</source>
        <translation>
            <numerusform>{named} bedeutet hier schon ein anderes Image.</numerusform>
            <numerusform>{named} bedeuten hier schon andere Images.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Choose another version, or replace it.</source>
        <translation>Wählen Sie eine andere Version, oder ersetzen Sie es.</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>A root file system becomes a base image with one brick. How is it to be called?</source>
        <translation>Aus einem Dateisystem wird ein Basis-Image mit einem Baustein. Wie soll es heißen?</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The newcomer has its digest behind the name.</source>
        <translation>Das neue trägt hinter dem Namen seinen Digest.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The name moves to the newcomer.</source>
        <translation>Der Name geht auf das neue über.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_dialog.py" line="-140"/>
        <source>Each layer is read once, checked against its digest to the last byte, and unpacked, so that containers can start at once. Layers that are here already are not read again. An image is there when all of it is; nothing half is kept.</source>
        <translation>Jede Schicht wird einmal gelesen, bis zum letzten Byte gegen ihren Digest geprüft und entpackt, damit Container sofort starten können. Schichten, die schon hier sind, werden nicht noch einmal gelesen. Ein Image ist erst da, wenn es ganz da ist; Halbes wird nicht behalten.</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Import images</source>
        <translation>Images importieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>See what is in an archive before anything of it is kept.</source>
        <translation>Ansehen, was in einem Archiv ist, bevor etwas davon behalten wird.</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+212"/>
        <source>Look into it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <location line="-190"/>
        <location filename="../../app/dialogs/registry_form.py" line="-51"/>
        <source>Close this, and it goes on in the background, among the window&apos;s jobs.</source>
        <translation>Auch ohne diesen Dialog geht es im Hintergrund weiter, bei den Vorgängen im Fenster.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_dialog.py" line="+2"/>
        <source>What happens now</source>
        <translation>Was jetzt geschieht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Another archive…</source>
        <translation>Anderes…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stop importing</source>
        <translation>Import beenden</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>{more} after this one</source>
        <translation>{more} nach diesem</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} more archive
{count} more archives</source>
        <translation>
            <numerusform>{count} weiteres Archiv</numerusform>
            <numerusform>{count} weitere Archive</numerusform>
        </translation>
    </message>
    <message>
        <location line="+143"/>
        <location filename="../../app/dialogs/registry_form.py" line="+51"/>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_dialog.py" line="+2"/>
        <source>The bricks of what is found stand here.</source>
        <translation>Hier stehen dann die Bausteine dessen, was gefunden wird.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Import {images}</source>
        <translation>{images} importieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/import_source.py" line="-1"/>
        <source>Image archives (*.tar *.tar.* *.tgz *.tzst *.txz *.tbz2)</source>
        <translation>Image-Archive (*.tar *.tar.* *.tgz *.tzst *.txz *.tbz2)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>OCI archives, Docker archives, folders in the OCI image layout, and root file systems packed as tar. What is in it is shown first; nothing of it is kept before you say so.</source>
        <translation>OCI-Archive, Docker-Archive, Ordner im OCI-Image-Layout und Dateisysteme als tar. Der Inhalt wird zuerst gezeigt; nichts davon wird behalten, bevor Sie es sagen.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>or drop it onto the window</source>
        <translation>oder auf das Fenster ziehen</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Choose a file or a folder.</source>
        <translation>Wählen Sie eine Datei oder einen Ordner.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Write the whole path, starting with /.</source>
        <translation>Geben Sie den ganzen Pfad an, beginnend mit /.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Import images from a file</source>
        <translation>Images aus einer Datei importieren</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Import images from a folder in the OCI image layout</source>
        <translation>Images aus einem Ordner im OCI-Image-Layout importieren</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>{words} · {done} of {total}</source>
        <translation>{words} · {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/leave_out.py" line="+64"/>
        <source>{shown} and {more}</source>
        <translation>{shown} und {more}</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <location filename="../../app/viewmodel/run_rows.py" line="+24"/>
        <source>{count} more path
{count} more paths</source>
        <translation>
            <numerusform>{count} weiterer Pfad</numerusform>
            <numerusform>{count} weitere Pfade</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/leave_out.py" line="+5"/>
        <location filename="../../app/viewmodel/rework_words.py" line="-77"/>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/leave_out.py" line="+1"/>
        <source>Leave out: {title}</source>
        <translation>Weglassen: {title}</translation>
    </message>
    <message>
        <location line="+17"/>
        <location line="+7"/>
        <source>Show folders</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Hide folders</source>
        <translation>Ordner verbergen</translation>
    </message>
    <message>
        <location line="+13"/>
        <location filename="../../app/handouts/inspector_pages.py" line="-137"/>
        <location filename="../../app/panels/inspector/changes_tab.py" line="-134"/>
        <location line="+48"/>
        <location filename="../../app/panels/inspector/treemap.py" line="-266"/>
        <location filename="../../app/window/wall_page.py" line="+188"/>
        <source>Where the bytes are</source>
        <translation>Wo die Bytes liegen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_chooser.py" line="-26"/>
        <location filename="../../app/window/toolbar.py" line="+74"/>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_chooser.py" line="+1"/>
        <source>Each takes about ten minutes, on real containers. What you build stays yours.</source>
        <translation>Jede dauert etwa zehn Minuten, mit echten Containern. Was Sie bauen, bleibt Ihnen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Continue</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>My lessons</source>
        <translation>Meine Lektionen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Continue “{title}”</source>
        <translation>„{title}“ fortsetzen</translation>
    </message>
    <message>
        <location line="+32"/>
        <location filename="../../app/window/classroom.py" line="-23"/>
        <source>Open a lesson file…</source>
        <translation>Lektionsdatei öffnen…</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_chooser.py" line="+1"/>
        <location filename="../../app/window/classroom.py" line="+1"/>
        <source>Make a lesson…</source>
        <translation>Lektion erstellen…</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_chooser.py" line="+86"/>
        <source>needs a network</source>
        <translation>braucht ein Netzwerk</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Way to take it</source>
        <translation>Weg durch die Lektion</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{title} (needs a network)</source>
        <translation>{title} (braucht ein Netzwerk)</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="-152"/>
        <location filename="../../app/panels/container_bar.py" line="+97"/>
        <location line="+22"/>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_chooser.py" line="+12"/>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take off the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/lesson_questions.py" line="+17"/>
        <source>Reset “{title}”?</source>
        <translation>„{title}“ zurücksetzen?</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Nothing that this lesson made is there, so there is nothing to remove.</source>
        <translation>Von dieser Lektion ist nichts da, also ist auch nichts zu entfernen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Then the steps before are done anew by themselves: {titles}.</source>
        <translation>Danach werden die Schritte davor von selbst neu getan: {titles}.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Take the last step back?</source>
        <translation>Den letzten Schritt zurücknehmen?</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>These containers will be discarded: {names}.</source>
        <translation>Diese Container werden verworfen: {names}.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>These images will be removed: {names}.</source>
        <translation>Diese Images werden entfernt: {names}.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The repository will not be shared any more.</source>
        <translation>Das Repository wird nicht mehr freigegeben.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/limit_fields.py" line="+20"/>
        <source>not enforced on this computer</source>
        <translation>wird auf diesem Computer nicht durchgesetzt</translation>
    </message>
    <message>
        <location line="+10"/>
        <location filename="../../app/panels/work/process_tree.py" line="+0"/>
        <location filename="../../app/viewmodel/usage_series.py" line="+35"/>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/limit_fields.py" line="+2"/>
        <source>Processors</source>
        <translation>Prozessoren</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/panels/work/processes_panel.py" line="+110"/>
        <location line="+86"/>
        <location filename="../../app/panels/work/work_tabs.py" line="+3"/>
        <location filename="../../app/viewmodel/usage_series.py" line="+1"/>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/limit_fields.py" line="+30"/>
        <source>number of processors</source>
        <translation>Zahl der Prozessoren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>number of processes</source>
        <translation>Zahl der Prozesse</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Limits of {name}</source>
        <translation>Grenzen von {name}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Leave a field empty for the usual limit. Changes apply at once.</source>
        <translation>Ein leeres Feld lässt die übliche Grenze. Änderungen gelten sofort.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Set limits</source>
        <translation>Grenzen setzen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Limits cannot be set: this computer does not give you control groups.</source>
        <translation>Grenzen sind hier nicht möglich: Dieser Computer gibt Ihnen keine Control Groups.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>A program that needs more memory is ended.</source>
        <translation>Ein Programm, das mehr Speicher braucht, wird beendet.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>for instance {example}</source>
        <translation>zum Beispiel {example}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/login_dialog.py" line="-34"/>
        <source>It is kept in the keyring of this computer, or, where there is none, in a file that only you can read.</source>
        <translation>Es liegt im Schlüsselbund dieses Computers oder, wo es keinen gibt, in einer Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Log in to {registry}</source>
        <translation>Bei {registry} anmelden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As you do it there in a browser; many registries want a token in place of the password.</source>
        <translation>Wie dort im Browser; viele Registrys verlangen ein Token statt des Passworts.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Password or token</source>
        <translation>Passwort oder Token</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Keep it for the next time</source>
        <translation>Für das nächste Mal behalten</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Forget this login</source>
        <translation>Diese Anmeldung vergessen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Plain http is allowed for this registry: the password can be read on the way.</source>
        <translation>Für diese Registry ist einfaches http erlaubt: Das Passwort kann unterwegs gelesen werden.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Write who you are there.</source>
        <translation>Geben Sie an, wer Sie dort sind.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Write the password or the token.</source>
        <translation>Geben Sie das Passwort oder das Token ein.</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../app/dialogs/pull_dialog.py" line="+131"/>
        <source>Asking {registry} …</source>
        <translation>{registry} wird gefragt …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/login_dialog.py" line="+42"/>
        <source>Forgetting …</source>
        <translation>Wird vergessen …</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>As kept in {source}</source>
        <translation>Wie in {source} aufbewahrt</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>It is forgotten when Bricklayer ends.</source>
        <translation>Sie wird vergessen, wenn Bricklayer endet.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/moving_box.py" line="+76"/>
        <source>{there} of {layers} there</source>
        <translation>{layers}: {there} da</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <location filename="../../app/dialogs/new_container_dialog.py" line="+86"/>
        <location filename="../../app/dialogs/rebase_dialog.py" line="+68"/>
        <location line="+1"/>
        <location filename="../../app/dialogs/squash_dialog.py" line="+260"/>
        <location filename="../../app/handouts/subject.py" line="+76"/>
        <location filename="../../app/panels/inspector/comparison_page.py" line="+117"/>
        <location line="+185"/>
        <location filename="../../app/panels/inspector/head.py" line="+21"/>
        <location filename="../../app/panels/inspector/packages_tab.py" line="+119"/>
        <location filename="../../app/viewmodel/byte_words.py" line="+120"/>
        <location filename="../../app/viewmodel/export_form.py" line="+1"/>
        <location line="+36"/>
        <location line="+8"/>
        <location filename="../../app/viewmodel/history.py" line="+142"/>
        <location filename="../../app/viewmodel/import_form.py" line="+118"/>
        <location filename="../../app/viewmodel/lesson_wording.py" line="+83"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="+21"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="+138"/>
        <location filename="../../app/viewmodel/wall.py" line="-25"/>
        <location filename="../../app/window/search_results.py" line="+299"/>
        <source>{count} brick
{count} bricks</source>
        <translation>
            <numerusform>{count} Baustein</numerusform>
            <numerusform>{count} Bausteine</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/moving_box.py" line="+4"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="-128"/>
        <source>being unpacked</source>
        <translation>wird entpackt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/moving_box.py" line="+1"/>
        <source>paused until the connection is back</source>
        <translation>pausiert, bis die Verbindung wieder da ist</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_container_dialog.py" line="-103"/>
        <source>New container</source>
        <translation>Neuer Container</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A clear brick on an image: everything that you change lands in it.</source>
        <translation>Ein durchsichtiger Baustein auf einem Image: Alles, was Sie ändern, landet darin.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Create and start</source>
        <translation>Anlegen und starten</translation>
    </message>
    <message>
        <location line="+23"/>
        <location filename="../../app/dialogs/pull_dialog.py" line="-78"/>
        <location filename="../../app/dialogs/push_dialog.py" line="-76"/>
        <location line="+12"/>
        <location filename="../../app/scene/wall_scene.py" line="+241"/>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_container_dialog.py" line="+3"/>
        <source>Virtual switch</source>
        <translation>Virtueller Switch</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>A container named {name} exists already.</source>
        <translation>Ein Container namens {name} besteht schon.</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>One clear brick</source>
        <translation>Ein durchsichtiger Baustein</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>writable; empty as yet, and yours alone</source>
        <translation>beschreibbar; noch leer und nur für diesen Container</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The image below</source>
        <translation>Das Image darunter</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>There is no image that can run here.</source>
        <translation>Hier ist kein Image, das hier laufen kann.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>read-only: {bricks}, {size_bytes}, shared</source>
        <translation>schreibgeschützt: {bricks}, {size_bytes}, gemeinsam</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_image_fields.py" line="+4"/>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+2"/>
        <source>Replace the image of that name and version</source>
        <translation>Das Image mit diesem Namen und dieser Version ersetzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_image_fields.py" line="+26"/>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+22"/>
        <source>{reference} is in the repository already.</source>
        <translation>{reference} ist schon im Repository.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/pull_dialog.py" line="-25"/>
        <source>Its bricks are shown here before anything is fetched.</source>
        <translation>Die Bausteine sind hier zu sehen, bevor etwas geholt wird.</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Pull from a registry</source>
        <translation>Aus einer Registry holen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Look at an image on another computer, and bring here what is missing of it.</source>
        <translation>Ein Image auf einem anderen Computer ansehen und holen, was davon fehlt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+227"/>
        <location filename="../../app/window/toolbar.py" line="-9"/>
        <source>Pull</source>
        <translation>Holen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/pull_dialog.py" line="-221"/>
        <source>debian:12  or  host:5000/class/web:1.0</source>
        <translation>debian:12  oder  host:5000/klasse/web:1.0</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Asking for its bricks</source>
        <translation>Nach den Bausteinen fragen</translation>
    </message>
    <message>
        <location line="+51"/>
        <source>Enter looks at it, and at which versions there are.</source>
        <translation>Die Eingabetaste sieht es an, und welche Versionen es gibt.</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Versions of {repository}</source>
        <translation>Versionen von {repository}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{repository} has no version named latest there. Choose one of these.</source>
        <translation>{repository} hat dort keine Version namens latest. Wählen Sie eine von diesen.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Other versions ({names})</source>
        <translation>Andere Versionen ({names})</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>This registry is empty.</source>
        <translation>Diese Registry ist leer.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What {registry} has</source>
        <translation>Was {registry} hat</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Did you mean one of these?</source>
        <translation>Ist eines von diesen gemeint?</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/push_dialog.py" line="-20"/>
        <source>Push to a registry</source>
        <translation>In eine Registry hochladen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Store an image on another computer, where others pull it from.</source>
        <translation>Ein Image auf einem anderen Computer speichern, wo andere es holen können.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Push</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Name there</source>
        <translation>Name dort</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>A registry, the name in small letters, and the version.</source>
        <translation>Eine Registry, der Name in Kleinbuchstaben und die Version.</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Asking what is there already</source>
        <translation>Nachfragen, was schon da ist</translation>
    </message>
    <message>
        <location line="+93"/>
        <source>Copy the name with its digest</source>
        <translation>Namen mit Digest kopieren</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../app/viewmodel/image_facts.py" line="-4"/>
        <location line="+18"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="+18"/>
        <source>Digest</source>
        <translation>Digest</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/push_dialog.py" line="+16"/>
        <source>Others get it with this:</source>
        <translation>Andere holen es damit:</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>{reference} is there</source>
        <translation>{reference} ist da</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{new_bytes} were sent</source>
        <translation>{new_bytes} wurden gesendet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All of its bricks were there already</source>
        <translation>Alle Bausteine waren schon dort</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="-356"/>
        <source>Shared / Stacks</source>
        <translation>Gemeinsam / Türme</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>brick above, below, left, right</source>
        <translation>Baustein darüber, darunter, links, rechts</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>base / top of the tower</source>
        <translation>unterster / oberster Baustein des Turms</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>look into the brick or image</source>
        <translation>Baustein oder Image untersuchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>pages of the inspector</source>
        <translation>Seiten der Untersuchung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>files one brick lower / higher</source>
        <translation>Dateien einen Baustein tiefer / höher</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>next / previous difference</source>
        <translation>nächster / vorheriger Unterschied</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Ctrl and a click</source>
        <translation>Strg und ein Klick</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>compare with what is selected</source>
        <translation>mit dem Ausgewählten vergleichen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>close the panel, then clear the selection</source>
        <translation>erst die Seite schließen, dann die Auswahl aufheben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Ctrl+K or /</source>
        <translation>Strg+K oder /</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>search images, bricks, and all paths in them</source>
        <translation>Images, Bausteine und alle Pfade darin suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>pull an image from a registry</source>
        <translation>ein Image aus einer Registry holen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>import an archive</source>
        <translation>ein Archiv importieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>export images</source>
        <translation>Images exportieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>push an image</source>
        <translation>ein Image hochladen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>picture or handout / copy the picture</source>
        <translation>Bild oder Handzettel / das Bild kopieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>new base image</source>
        <translation>neues Basis-Image</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>run the selected image</source>
        <translation>Container vom ausgewählten Image anlegen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>snapshot the selected container</source>
        <translation>Snapshot des ausgewählten Containers</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>mark the selected container, to come back to</source>
        <translation>Marke im ausgewählten Container setzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>open a Containerfile and build it</source>
        <translation>ein Containerfile öffnen und bauen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>from the terminal back to the wall</source>
        <translation>vom Terminal zurück zur Wand</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>remove the image or discard the container (asks)</source>
        <translation>Image entfernen oder Container verwerfen (fragt nach)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>sidebar / right panel</source>
        <translation>Seitenleiste / rechte Seite</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>100 % / fit all, zoom</source>
        <translation>100 % / alles zeigen, Zoom</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>fit the selection</source>
        <translation>Auswahl ganz zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>put a recipe on what is selected</source>
        <translation>ein Rezept auf das Ausgewählte setzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>the wall as a list</source>
        <translation>die Wand als Liste</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>lesson / choose one</source>
        <translation>Lektion / eine auswählen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>projector mode / laser pointer in it</source>
        <translation>Projektormodus / darin der Laserpointer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>this help</source>
        <translation>diese Hilfe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>explain what is selected</source>
        <translation>erklären, was ausgewählt ist</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../app/panels/inspector/change_tree.py" line="+50"/>
        <location filename="../../app/panels/work/kind_chips.py" line="+14"/>
        <location filename="../../app/viewmodel/package_rows.py" line="+142"/>
        <location filename="../../app/viewmodel/state_words.py" line="+29"/>
        <location line="+17"/>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+1"/>
        <location filename="../../app/panels/inspector/change_tree.py" line="+1"/>
        <location filename="../../app/panels/work/kind_chips.py" line="+0"/>
        <location filename="../../app/scene/open_brick_painter.py" line="+294"/>
        <location filename="../../app/viewmodel/state_words.py" line="-16"/>
        <source>modified</source>
        <translation>geändert</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+1"/>
        <location filename="../../app/panels/inspector/change_tree.py" line="+3"/>
        <location filename="../../app/panels/work/kind_chips.py" line="+0"/>
        <location filename="../../app/scene/open_brick_painter.py" line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+3"/>
        <location line="+14"/>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+95"/>
        <source>{files} will be gone, {size} in all.</source>
        <translation>{files} gehen verloren, zusammen {size}.</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} changed file
{count} changed files</source>
        <translation>
            <numerusform>{count} geänderte Datei</numerusform>
            <numerusform>{count} geänderte Dateien</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Nothing was written in it.</source>
        <translation>Es wurde nichts hineingeschrieben.</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+31"/>
        <source>So will {marks}.</source>
        <translation>Ebenso {marks}.</translation>
    </message>
    <message numerus="yes">
        <location line="-29"/>
        <location line="+27"/>
        <location filename="../../app/viewmodel/open_brick.py" line="+79"/>
        <source>{count} mark
{count} marks</source>
        <translation>
            <numerusform>{count} Marke</numerusform>
            <numerusform>{count} Marken</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="-24"/>
        <source>The image that it stands on stays as it is.</source>
        <translation>Das Image darunter bleibt, wie es ist.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Discard {name}?</source>
        <translation>{name} verwerfen?</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="+212"/>
        <location filename="../../app/panels/container_bar.py" line="-19"/>
        <location filename="../../app/panels/lesson_maker.py" line="-2"/>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+8"/>
        <source>mark “{label}”</source>
        <translation>Marke „{label}“</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>its image</source>
        <translation>sein Image</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>What was written since will be gone, {lost_bytes} in all.</source>
        <translation>Was seitdem geschrieben wurde, geht verloren, zusammen {lost_bytes}.</translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>{count} later mark
{count} later marks</source>
        <translation>
            <numerusform>{count} spätere Marke</numerusform>
            <numerusform>{count} spätere Marken</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Programs in the container are restarted.</source>
        <translation>Programme im Container werden neu gestartet.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take {name} back to {place}?</source>
        <translation>{name} zurückrollen auf: {place}?</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/panels/work/commands_panel.py" line="+224"/>
        <source>Roll back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+5"/>
        <source>All its programs end with this one. What was written in it stays.</source>
        <translation>Mit diesem Prozess enden alle Programme. Was geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stop {name}?</source>
        <translation>{name} anhalten?</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/dialogs/rebase_dialog.py" line="-69"/>
        <location filename="../../app/dialogs/registry_form.py" line="-58"/>
        <location filename="../../app/panels/container_bar.py" line="+19"/>
        <location filename="../../app/panels/inspector/findings_tab.py" line="+57"/>
        <location filename="../../app/panels/sharing_pill.py" line="+31"/>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+8"/>
        <source>{freed_bytes} will be freed.</source>
        <translation>{freed_bytes} werden frei.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{kept_bytes} are shared with other images and stay.</source>
        <translation>{kept_bytes} gehören auch zu anderen Images und bleiben.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Remove {reference}?</source>
        <translation>{reference} entfernen?</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+13"/>
        <location filename="../../app/dialogs/switches_dialog.py" line="+93"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="-11"/>
        <source>image {name}</source>
        <translation>Image {name}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>container {name}</source>
        <translation>Container {name}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{reference} cannot be removed, because this stands on it: {users}.</source>
        <translation>{reference} kann nicht entfernt werden, denn darauf steht: {users}.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Remove or discard those first.</source>
        <translation>Zuerst diese entfernen oder verwerfen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Something stands on it</source>
        <translation>Darauf steht noch etwas</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>What was written up to now is kept as a brick that you can come back to.</source>
        <translation>Was bis jetzt geschrieben wurde, bleibt als Baustein, zu dem Sie zurückkehren können.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source> Programs in the container are restarted.</source>
        <translation> Programme im Container werden neu gestartet.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Mark {name}</source>
        <translation>Marke in {name} setzen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Mark</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Mark {marks}</source>
        <translation>Marke {marks}</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Rename or recolour</source>
        <translation>Umbenennen oder umfärben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This changes the picture only; the layer stays as it is.</source>
        <translation>Das ändert nur das Bild; die Schicht bleibt, wie sie ist.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <location line="+5"/>
        <location filename="../../app/panels/lesson_maker.py" line="-39"/>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+3"/>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="-58"/>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+32"/>
        <location filename="../../app/panels/banner.py" line="-4"/>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py" line="+5"/>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>What are bricks, images, containers …?</source>
        <translation>Was sind Bausteine, Images, Container …?</translation>
    </message>
    <message>
        <location line="+17"/>
        <location line="+5"/>
        <source>The wall as a list</source>
        <translation>Die Wand als Liste</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/reading_limits_dialog.py" line="+26"/>
        <source>Limits for images from outside</source>
        <translation>Grenzen für Images von außen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>An archive or a registry that asks for more is refused, and nothing of it is kept. Raise a limit only for images whose makers you trust.</source>
        <translation>Ein Archiv oder eine Registry, die mehr verlangt, wird abgelehnt, und nichts davon wird behalten. Erhöhen Sie eine Grenze nur für Images, deren Herausgebern Sie vertrauen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Keep these limits</source>
        <translation>Diese Grenzen behalten</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Usual limits</source>
        <translation>Übliche Grenzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/rebase_bricks.py" line="+53"/>
        <source>What becomes of brick {number}</source>
        <translation>Was aus Baustein {number} wird</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>What is being done</source>
        <translation>Was gerade getan wird</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Preparing a container</source>
        <translation>Ein Container wird vorbereitet</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/rebase_dialog.py" line="-119"/>
        <source>Put bricks on another base</source>
        <translation>Bausteine auf ein anderes Basis-Image setzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The recorded commands of {reference} run again on another image. {reference} itself stays.</source>
        <translation>Die aufgezeichneten Befehle von {reference} laufen noch einmal auf einem anderen Image. {reference} selbst bleibt.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Rebase</source>
        <translation>Umsetzen</translation>
    </message>
    <message>
        <location line="+16"/>
        <location line="+79"/>
        <source>Other base</source>
        <translation>Anderes Basis-Image</translation>
    </message>
    <message>
        <location line="-71"/>
        <source>Its commands may use the network</source>
        <translation>Seine Befehle dürfen das Netzwerk benutzen</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>It was cancelled; nothing was kept.</source>
        <translation>Es wurde abgebrochen; nichts wurde behalten.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Taking everything back…</source>
        <translation>Alles wird zurückgenommen…</translation>
    </message>
    <message>
        <location line="+51"/>
        <location filename="../../app/window/brick_dragging.py" line="-15"/>
        <source>Looking what fits {onto}…</source>
        <translation>Nachsehen, was zu {onto} passt…</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/rebase_dialog.py" line="+61"/>
        <source>on {onto}</source>
        <translation>auf {onto}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="-156"/>
        <location filename="../../app/viewmodel/recipe_words.py" line="+1"/>
        <source>Put “{recipe}” on {where}</source>
        <translation>„{recipe}“ auf {where} setzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="+15"/>
        <location line="+1"/>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <location line="+67"/>
        <source>Put a recipe on {where}</source>
        <translation>Ein Rezept auf {where} setzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A container is made of it, and the recipe’s commands run there.</source>
        <translation>Davon wird ein Container angelegt, und die Befehle des Rezepts laufen darin.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>Your own recipe</source>
        <translation>Ein eigenes Rezept</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Made of what was done in {source}. It goes into the palette.</source>
        <translation>Gemacht aus dem, was in {source} getan wurde. Es kommt in die Palette.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+20"/>
        <location filename="../../app/panels/work/work_tabs.py" line="-2"/>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recipe_dialogs.py" line="+9"/>
        <source>No command is known that made it, so there is nothing to repeat.</source>
        <translation>Kein Befehl ist bekannt, der es gemacht hat, also ist nichts zu wiederholen.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Give it a name.</source>
        <translation>Geben Sie ihm einen Namen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose at least one command.</source>
        <translation>Wählen Sie mindestens einen Befehl.</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>What it did up to then is in container {name}. Keep it to go on by hand, or discard it; the image is as it was.</source>
        <translation>Was bis dahin getan wurde, ist im Container {name}. Behalten Sie ihn, um von Hand weiterzumachen, oder verwerfen Sie ihn; das Image ist, wie es war.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>What it did up to then is in container {name}.</source>
        <translation>Was bis dahin getan wurde, ist im Container {name}.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Keep {name}</source>
        <translation>{name} behalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recipe_fields.py" line="+77"/>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Choose: {title}</source>
        <translation>Auswählen: {title}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_card.py" line="+24"/>
        <source>There is nothing in it that Bricklayer could bring here.</source>
        <translation>Darin ist nichts, was Bricklayer holen könnte.</translation>
    </message>
    <message>
        <location line="+24"/>
        <location line="+2"/>
        <location filename="../../app/viewmodel/image_facts.py" line="-19"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="+10"/>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_card.py" line="+3"/>
        <source>Let the name mean this image from now on</source>
        <translation>Der Name soll ab jetzt dieses Image bedeuten</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>About this image</source>
        <translation>Über dieses Image</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>History, the newest step first</source>
        <translation>Verlauf, der neueste Schritt zuerst</translation>
    </message>
    <message>
        <location line="+73"/>
        <source>as {login}</source>
        <translation>als {login}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Log in as somebody else, or forget this login</source>
        <translation>Anders anmelden oder diese Anmeldung vergessen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>plain http</source>
        <translation>einfaches http</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>It came without encryption. Click to allow that no longer</source>
        <translation>Es kam unverschlüsselt. Ein Klick erlaubt das nicht mehr</translation>
    </message>
    <message>
        <location line="+24"/>
        <location line="+34"/>
        <source>Show history ({lines})</source>
        <translation>Verlauf zeigen ({lines})</translation>
    </message>
    <message numerus="yes">
        <location line="-34"/>
        <location line="+30"/>
        <location filename="../../app/handouts/lesson_pages.py" line="+52"/>
        <location filename="../../app/panels/build_panel.py" line="-19"/>
        <location line="+3"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="+16"/>
        <source>{count} step
{count} steps</source>
        <translation>
            <numerusform>{count} Schritt</numerusform>
            <numerusform>{count} Schritte</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_card.py" line="-23"/>
        <source>{name} will mean this image; the one that is here stays without a name as long as something stands on it.</source>
        <translation>{name} bedeutet dann dieses Image; das vorhandene bleibt ohne Namen, solange etwas darauf steht.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{name} means another image here. Both are kept: this one is called by its digest too.</source>
        <translation>{name} bedeutet hier ein anderes Image. Beide bleiben: Dieses trägt auch seinen Digest im Namen.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Hide history ({lines})</source>
        <translation>Verlauf verbergen ({lines})</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_names.py" line="+36"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Search among these names</source>
        <translation>In diesen Namen suchen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>None of {names} names has this in it.</source>
        <translation>In keinem der {names} Namen kommt das vor.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_suggestions.py" line="-3"/>
        <source>In this network</source>
        <translation>In diesem Netzwerk</translation>
    </message>
    <message>
        <location line="+5"/>
        <location filename="../../app/window/wall_page.py" line="-47"/>
        <source>images</source>
        <translation>Images</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/remote_suggestions.py" line="+2"/>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Pulled before</source>
        <translation>Schon einmal geholt</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Registries used before</source>
        <translation>Schon benutzte Registrys</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>For instance</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/serve_dialog.py" line="-133"/>
        <source>Share with the class</source>
        <translation>Für die Klasse freigeben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A registry of your own for this network: everybody here can fetch the images that you choose, with the tools that they have.</source>
        <translation>Eine eigene Registry für dieses Netzwerk: Alle hier können die ausgewählten Images holen, mit den Werkzeugen, die sie haben.</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+81"/>
        <source>Start sharing</source>
        <translation>Freigabe starten</translation>
    </message>
    <message>
        <location line="-73"/>
        <source>Images to share</source>
        <translation>Freizugebende Images</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Pupils may store images here too</source>
        <translation>Lernende dürfen hier auch Images speichern</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>For programs of this computer alone</source>
        <translation>Nur für Programme dieses Computers</translation>
    </message>
    <message>
        <location line="+65"/>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <location line="+12"/>
        <location line="+1"/>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Who knows the token that is shown then; nothing that is here is ever replaced.</source>
        <translation>Wer das Token kennt, das dann gezeigt wird; was hier ist, wird nie ersetzt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/serve_state_dialog.py" line="-76"/>
        <source>podman, to store</source>
        <translation>podman, zum Speichern</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Shared with the class</source>
        <translation>Für die Klasse freigegeben</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/panels/sharing_pill.py" line="+2"/>
        <source>Stop sharing</source>
        <translation>Freigabe beenden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/serve_state_dialog.py" line="+5"/>
        <source>Keep sharing</source>
        <translation>Weiter freigeben</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>User and token to store images</source>
        <translation>Benutzer und Token zum Speichern von Images</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Image to fetch</source>
        <translation>Zu holendes Image</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>What pupils type</source>
        <translation>Was Lernende eintippen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>no address</source>
        <translation>keine Adresse</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>also at {others}</source>
        <translation>auch unter {others}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{images} to fetch</source>
        <translation>{images} zu holen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>{reference}  as  {name}</source>
        <translation>{reference}  als  {name}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Pupils type this to store one</source>
        <translation>Zum Speichern tippen Lernende das ein</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Pupils type this to fetch</source>
        <translation>Zum Holen tippen Lernende das ein</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>ADDRESS</source>
        <translation>ADRESSE</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>USER AND TOKEN TO STORE IMAGES</source>
        <translation>BENUTZER UND TOKEN ZUM SPEICHERN</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy the token</source>
        <translation>Token kopieren</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>·  scan the code to see them</source>
        <translation>·  der QR-Code führt zu ihnen</translation>
    </message>
    <message>
        <location line="+19"/>
        <location filename="../../app/panels/pull_list.py" line="+48"/>
        <source>Who fetches what</source>
        <translation>Wer was holt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/serve_state_dialog.py" line="+22"/>
        <source>Show the line for {tool}</source>
        <translation>Zeile für {tool} zeigen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Copy the line</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="-48"/>
        <source>Snapshot container</source>
        <translation>Snapshot aufnehmen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Freeze what changed in {name} into a new image.</source>
        <translation>Was sich in {name} geändert hat, zu einem neuen Image festhalten.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Create image</source>
        <translation>Image anlegen</translation>
    </message>
    <message>
        <location line="+23"/>
        <location filename="../../app/dialogs/squash_dialog.py" line="-182"/>
        <source>Message (optional)</source>
        <translation>Nachricht (freiwillig)</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+3"/>
        <source>Capture it all the same, as an empty layer</source>
        <translation>Trotzdem aufnehmen, als leere Schicht</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Nothing has changed: say below that you want an empty layer.</source>
        <translation>Es hat sich nichts geändert: Sagen Sie unten, dass Sie eine leere Schicht wollen.</translation>
    </message>
    <message>
        <location line="+66"/>
        <source>The container is paused while its files are copied, where this computer can do that.</source>
        <translation>Der Container pausiert, während seine Dateien kopiert werden, wo dieser Computer das kann.</translation>
    </message>
    <message>
        <location line="+32"/>
        <location filename="../../app/panels/jobs_panel.py" line="-12"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="+0"/>
        <source>and {more} more</source>
        <translation>und {more} weitere</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/snapshot_dialog.py" line="+3"/>
        <source>Left out: {paths}</source>
        <translation>Weggelassen: {paths}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>What goes into the new brick</source>
        <translation>Was in den neuen Baustein kommt</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+8"/>
        <source>Show files</source>
        <translation>Dateien zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Hide files</source>
        <translation>Dateien verbergen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{size_bytes} in {bricks}</source>
        <translation>{size_bytes}, {bricks}</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} new brick
{count} new bricks</source>
        <translation>
            <numerusform>{count} neuer Baustein</numerusform>
            <numerusform>{count} neue Bausteine</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>  ·  {left_out} left out</source>
        <translation>  ·  {left_out} weggelassen</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>{newest} is the newest so far</source>
        <translation>{newest} ist bisher das neueste</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>New layer</source>
        <translation>Neue Schicht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{count} new layers</source>
        <translation>{count} neue Schichten</translation>
    </message>
    <message>
        <location line="+29"/>
        <location filename="../../app/panels/inspector/size_line.py" line="+14"/>
        <location filename="../../app/scene/open_brick_painter.py" line="-2"/>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/snapshot_preview.py" line="+54"/>
        <source>Preview of the new brick on its tower</source>
        <translation>Vorschau des neuen Bausteins auf seinem Turm</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>the brick below stays</source>
        <translation>der darunter bleibt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>the {below} below stay</source>
        <translation>die {below} darunter bleiben</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>One new read-only brick</source>
        <translation>Ein neuer Baustein</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{count} new read-only bricks</source>
        <translation>{count} neue Bausteine</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>; {stay} shared.</source>
        <translation>; {stay}.</translation>
    </message>
    <message>
        <location line="+109"/>
        <source>{words} ({hidden} not drawn).</source>
        <translation>{words} ({hidden} nicht gezeichnet).</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/squash_dialog.py" line="-27"/>
        <source>Squash bricks</source>
        <translation>Bausteine zusammenfassen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Make one brick of several in {reference}. All files stay as they are; {reference} itself stays too.</source>
        <translation>Aus mehreren Bausteinen in {reference} wird einer. Alle Dateien bleiben, wie sie sind; auch {reference} selbst bleibt.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Squash</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <location line="+16"/>
        <location line="+46"/>
        <source>From brick</source>
        <translation>Von Baustein</translation>
    </message>
    <message>
        <location line="-46"/>
        <location line="+46"/>
        <source>To brick</source>
        <translation>Bis Baustein</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>Choose at least two bricks, from the lower to the upper one.</source>
        <translation>Wählen Sie mindestens zwei Bausteine, vom unteren zum oberen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Looking what it saves…</source>
        <translation>Nachsehen, was es spart…</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{before} → about {after}   ({saved})</source>
        <translation>{before} → etwa {after}   ({saved})</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>That cannot be squashed.</source>
        <translation>Das kann nicht zusammengefasst werden.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>{first} to {last} in one</source>
        <translation>{first} bis {last} in einem</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/switches_dialog.py" line="-103"/>
        <source>Virtual switches</source>
        <translation>Virtuelle Switches</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Containers on one switch reach one another by name. A private one leads nowhere else.</source>
        <translation>Container an einem Switch erreichen einander beim Namen. Ein privater führt sonst nirgendwohin.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Make switch</source>
        <translation>Switch anlegen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>New switch</source>
        <translation>Neuer Switch</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a name, for instance lan</source>
        <translation>ein Name, zum Beispiel lan</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With a way to the outside (NAT)</source>
        <translation>Mit einem Weg nach außen (NAT)</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>A switch named {name} exists already.</source>
        <translation>Ein Switch namens {name} besteht schon.</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>Plugged in: {names}</source>
        <translation>Angeschlossen: {names}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Remove switch {name}</source>
        <translation>Switch {name} entfernen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Discard its containers first</source>
        <translation>Zuerst seine Container verwerfen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Remove this switch</source>
        <translation>Diesen Switch entfernen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/target_file.py" line="-2"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Replace the file that is there</source>
        <translation>Die vorhandene Datei ersetzen</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Choose a file to write.</source>
        <translation>Wählen Sie eine Datei, in die geschrieben wird.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>That is a folder. Write the name of a file in it.</source>
        <translation>Das ist ein Ordner. Geben Sie den Namen einer Datei darin an.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>There is a file of that name already.</source>
        <translation>Eine Datei mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/trouble_box.py" line="+18"/>
        <source>Allow plain http for this registry</source>
        <translation>Einfaches http für diese Registry erlauben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Log in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/window/menus.py" line="-23"/>
        <location filename="../../core/errors/contents.py" line="+101"/>
        <source>Limits for images from outside…</source>
        <translation>Grenzen für Images von außen…</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/trouble_box.py" line="+16"/>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Whoever is in between can read and change what comes; each brick is checked against its digest all the same. Remembered for {registry} only.</source>
        <translation>Wer dazwischen sitzt, kann lesen und ändern, was kommt; jeder Baustein wird trotzdem gegen seinen Digest geprüft. Nur für {registry} gemerkt.</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Asking</source>
        <translation>Wird gefragt</translation>
    </message>
    <message>
        <location filename="../../app/handouts/byte_boxes.py" line="+40"/>
        <location filename="../../app/panels/inspector/treemap.py" line="+12"/>
        <source>No bytes.</source>
        <translation>Keine Bytes.</translation>
    </message>
    <message>
        <location filename="../../app/handouts/byte_boxes.py" line="+37"/>
        <location filename="../../app/panels/inspector/treemap.py" line="+238"/>
        <source>the rest</source>
        <translation>der Rest</translation>
    </message>
    <message>
        <location filename="../../app/handouts/film.py" line="+47"/>
        <source>Brick {number} of {count}: {title}  ·  {size_bytes}</source>
        <translation>Baustein {number} von {count}: {title}  ·  {size_bytes}</translation>
    </message>
    <message>
        <location filename="../../app/handouts/film_file.py" line="+102"/>
        <location filename="../../core/base_images/debian.py" line="+45"/>
        <source>Packing</source>
        <translation>Wird gepackt</translation>
    </message>
    <message>
        <location filename="../../app/handouts/handout.py" line="+19"/>
        <location filename="../../app/handouts/page.py" line="+107"/>
        <location filename="../../app/scene/picture.py" line="+26"/>
        <location filename="../../app/window/main_window.py" line="+77"/>
        <source>Bricklayer</source>
        <translation>Bricklayer</translation>
    </message>
    <message>
        <location filename="../../app/handouts/handout.py" line="+9"/>
        <source>Drawn by Bricklayer</source>
        <translation>Gezeichnet von Bricklayer</translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="-24"/>
        <source>The whole image</source>
        <translation>Das ganze Image</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Brick (layer) {level} of {count}, from the bottom  ·  {size_bytes}</source>
        <translation>Baustein (Schicht) {level} von {count}, von unten  ·  {size_bytes}</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>{size_bytes} in all. Hatched: stored, though a later brick hides it.</source>
        <translation>Zusammen {size_bytes}. Schraffiert: gespeichert, obwohl ein späterer Baustein es verdeckt.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{added} added   ·   {modified} modified   ·   {deleted} deleted   ·   {identical} rewritten identically</source>
        <translation>{added} hinzugefügt   ·   {modified} geändert   ·   {deleted} gelöscht   ·   {identical} gleich neu geschrieben</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{file_bytes} of files, {download_bytes} stored, {wasted_bytes} of it hidden by later bricks</source>
        <translation>{file_bytes} an Dateien, {download_bytes} gespeichert, {wasted_bytes} davon von späteren Bausteinen verdeckt</translation>
    </message>
    <message>
        <location line="+9"/>
        <location line="+37"/>
        <location line="+71"/>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <location line="-106"/>
        <location line="+38"/>
        <location line="+30"/>
        <location line="+17"/>
        <location filename="../../app/panels/inspector/change_filters.py" line="+0"/>
        <location filename="../../app/viewmodel/measures.py" line="-3"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="-78"/>
        <source>What changed, the largest first</source>
        <translation>Was sich geändert hat, das Größte zuerst</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>… {count} more</source>
        <translation>… {count} weitere</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>What can be seen at this brick, two folders deep</source>
        <translation>Was bei diesem Baustein zu sehen ist, zwei Ordner tief</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{changes} by this brick; {installed} then.</source>
        <translation>{changes} durch diesen Baustein; dann {installed}.</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} package changed
{count} packages changed</source>
        <translation>
            <numerusform>{count} Paket geändert</numerusform>
            <numerusform>{count} Pakete geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>{count} installed
{count} installed</source>
        <translation>
            <numerusform>{count} installiert</numerusform>
            <numerusform>{count} installiert</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <location filename="../../app/panels/inspector/package_table.py" line="+0"/>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="+2"/>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <location line="+16"/>
        <location filename="../../app/panels/inspector/head.py" line="-53"/>
        <location filename="../../app/panels/work/process_tree.py" line="+0"/>
        <location filename="../../app/viewmodel/image_facts.py" line="-19"/>
        <location filename="../../app/viewmodel/import_form.py" line="-93"/>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="+1"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/panels/inspector/head.py" line="+71"/>
        <location filename="../../app/viewmodel/history.py" line="-125"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="-7"/>
        <source>command unknown</source>
        <translation>Befehl unbekannt</translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="+2"/>
        <source>no brick</source>
        <translation>kein Baustein</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>How it was made, the base at the bottom</source>
        <translation>Wie es entstanden ist, das Basis-Image unten</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>There is nothing to warn of, by names and modes of files.</source>
        <translation>Nach Namen und Rechten der Dateien gibt es nichts zu warnen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>How much it matters</source>
        <translation>Wie schwer es wiegt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message numerus="yes">
        <location line="+10"/>
        <location filename="../../app/panels/inspector/findings_tab.py" line="+112"/>
        <location filename="../../app/viewmodel/measures.py" line="+85"/>
        <source>{count} warning
{count} warnings</source>
        <translation>
            <numerusform>{count} Warnung</numerusform>
            <numerusform>{count} Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/handouts/inspector_pages.py" line="+7"/>
        <source>{shown} of {total} are listed; a report as a web page lists all of them.</source>
        <translation>{shown} von {total} sind aufgeführt; ein Bericht als Webseite führt alle auf.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The image has no bricks of its own.</source>
        <translation>Das Image hat keine eigenen Bausteine.</translation>
    </message>
    <message>
        <location filename="../../app/handouts/legend.py" line="+68"/>
        <source>An image: the brick and all below it</source>
        <translation>Ein Image: der Baustein und alle darunter</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>A container&apos;s writable layer</source>
        <translation>Beschreibbare Schicht eines Containers</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Shared by several images, stored once</source>
        <translation>Mehreren Images gemeinsam, einmal gespeichert</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>What is what</source>
        <translation>Was ist was</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/handouts/tower_pair.py" line="+53"/>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <location filename="../../app/handouts/legend.py" line="+12"/>
        <location filename="../../app/window/legend.py" line="+83"/>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <location filename="../../app/handouts/lesson_pages.py" line="-5"/>
        <source>Teacher&apos;s copy</source>
        <translation>Für die Lehrkraft</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Pupil&apos;s copy</source>
        <translation>Für Lernende</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{whose}  ·  {minutes}  ·  {steps}  ·  {variant}</source>
        <translation>{whose}  ·  {minutes}  ·  {steps}  ·  {variant}</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} minute
{count} minutes</source>
        <translation>
            <numerusform>{count} Minute</numerusform>
            <numerusform>{count} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Name: {line}    Date: {short_line}</source>
        <translation>Name: {line}    Datum: {short_line}</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>What did you see?</source>
        <translation>Was war zu sehen?</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Before you do it: {question}</source>
        <translation>Vor dem Tun: {question}</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Because:</source>
        <translation>Weil:</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>How: {words}</source>
        <translation>Wie: {words}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Afterwards: {words}</source>
        <translation>Danach: {words}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Hint: {words}</source>
        <translation>Tipp: {words}</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>What was to be built, and what was built</source>
        <translation>Was zu bauen war, und was gebaut wurde</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{image} stands as it should.</source>
        <translation>{image} steht, wie es soll.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{image} does not stand yet.</source>
        <translation>{image} steht noch nicht.</translation>
    </message>
    <message>
        <location filename="../../app/handouts/page.py" line="-2"/>
        <source>Page {number} of {count}</source>
        <translation>Seite {number} von {count}</translation>
    </message>
    <message>
        <location filename="../../app/handouts/subject.py" line="-30"/>
        <location filename="../../app/scene/picture.py" line="+18"/>
        <location filename="../../app/window/wall_page.py" line="-99"/>
        <location line="+20"/>
        <source>Local repository</source>
        <translation>Lokales Repository</translation>
    </message>
    <message>
        <location filename="../../app/handouts/subject.py" line="+27"/>
        <source>{bricks} (layers)  ·  {size_bytes}  ·  {shared_bytes} of it shared with other images  ·  by {publisher}</source>
        <translation>{bricks} (Schichten)  ·  {size_bytes}  ·  {shared_bytes} davon mit anderen Images gemeinsam  ·  von {publisher}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>nobody named</source>
        <translation>niemand genannt</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>A container of {image}  ·  {state}  ·  {added} added, {modified} modified, {deleted} deleted  ·  {size_bytes} written</source>
        <translation>Ein Container von {image}  ·  {state}  ·  {added} hinzugefügt, {modified} geändert, {deleted} gelöscht  ·  {size_bytes} geschrieben</translation>
    </message>
    <message>
        <location filename="../../app/handouts/tower_pair.py" line="-16"/>
        <source>To be built</source>
        <translation>Zu bauen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Built</source>
        <translation>Gebaut</translation>
    </message>
    <message>
        <location filename="../../app/panels/banner.py" line="+2"/>
        <source>What exactly went wrong</source>
        <translation>Was genau schiefging</translation>
    </message>
    <message>
        <location filename="../../app/panels/build_panel.py" line="-37"/>
        <source>Steps of the Containerfile</source>
        <translation>Schritte des Containerfiles</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+47"/>
        <source>Go on by hand</source>
        <translation>Von Hand weitermachen</translation>
    </message>
    <message>
        <location line="-46"/>
        <source>Leave the steps; the container stays with what was built in it</source>
        <translation>Die Schritte verlassen; der Container bleibt mit dem, was darin gebaut wurde</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>from {base}</source>
        <translation>von {base}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} fertig</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run all</source>
        <translation>Alle ausführen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/panels/container_bar.py" line="-21"/>
        <location line="+25"/>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/build_panel.py" line="+1"/>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cancel the step that is being done; what it wrote is taken back</source>
        <translation>Den laufenden Schritt abbrechen; was er geschrieben hat, wird zurückgenommen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Create image…</source>
        <translation>Image anlegen…</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>All steps are done. Create the image, or go on by hand.</source>
        <translation>Alle Schritte sind getan. Jetzt das Image anlegen oder von Hand weitermachen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Each step becomes a brick. Nothing has been done yet.</source>
        <translation>Jeder Schritt wird ein Baustein. Noch ist nichts getan.</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Step {number}, {state}: {text_value}</source>
        <translation>Schritt {number}, {state}: {text_value}</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>line {line} · {step}</source>
        <translation>Zeile {line} · {step}</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>a brick of files</source>
        <translation>ein Baustein aus Dateien</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>settings only, no files</source>
        <translation>nur Einstellungen, keine Dateien</translation>
    </message>
    <message>
        <location filename="../../app/panels/card_view.py" line="-87"/>
        <source>Show it on my wall</source>
        <translation>Auf meiner Wand zeigen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>See also</source>
        <translation>Siehe auch</translation>
    </message>
    <message>
        <location line="+35"/>
        <location filename="../../app/window/legend.py" line="-32"/>
        <source>Explain: {title}</source>
        <translation>Erklären: {title}</translation>
    </message>
    <message>
        <location filename="../../app/panels/change_table.py" line="+35"/>
        <location filename="../../app/viewmodel/import_form.py" line="+116"/>
        <location filename="../../app/viewmodel/live_rows.py" line="+31"/>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <location filename="../../app/panels/change_table.py" line="+1"/>
        <location filename="../../app/viewmodel/live_rows.py" line="+1"/>
        <source>other contents</source>
        <translation>anderer Inhalt</translation>
    </message>
    <message>
        <location filename="../../app/panels/change_table.py" line="+1"/>
        <source>only owner, mode or times differ; the whole file is stored again</source>
        <translation>nur Besitzer, Rechte oder Zeiten sind anders; die ganze Datei ist noch einmal gespeichert</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/live_rows.py" line="+243"/>
        <source>replaced by another kind of file</source>
        <translation>durch eine andere Art von Datei ersetzt</translation>
    </message>
    <message>
        <location filename="../../app/panels/change_table.py" line="+1"/>
        <location filename="../../app/viewmodel/live_rows.py" line="-241"/>
        <source>deleted; it stays in the brick below</source>
        <translation>gelöscht; im Baustein darunter bleibt sie</translation>
    </message>
    <message>
        <location filename="../../app/panels/console_output.py" line="+24"/>
        <source>Output of commands</source>
        <translation>Ausgabe von Befehlen</translation>
    </message>
    <message>
        <location filename="../../app/panels/console_panel.py" line="-38"/>
        <source>Command to run as administrator</source>
        <translation>Befehl, der als Administrator ausgeführt wird</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Console — {name}</source>
        <translation>Konsole — {name}</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Cancel the command that runs</source>
        <translation>Den laufenden Befehl abbrechen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>End the command that runs (Ctrl+C)</source>
        <translation>Den laufenden Befehl beenden (Strg+C)</translation>
    </message>
    <message>
        <location line="+40"/>
        <location filename="../../app/terminal/tabs.py" line="+289"/>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <location filename="../../app/panels/console_panel.py" line="+0"/>
        <location filename="../../app/viewmodel/build_view.py" line="+20"/>
        <location filename="../../app/viewmodel/state_words.py" line="-21"/>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <location filename="../../app/panels/console_panel.py" line="+0"/>
        <location filename="../../app/terminal/tabs.py" line="-7"/>
        <source>live</source>
        <translation>bereit</translation>
    </message>
    <message>
        <location filename="../../app/panels/console_panel.py" line="+15"/>
        <source>type a command, for instance  ls /</source>
        <translation>Befehl eingeben, zum Beispiel  ls /</translation>
    </message>
    <message>
        <location filename="../../app/panels/container_bar.py" line="-97"/>
        <source>● Running</source>
        <translation>● Läuft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>● Paused</source>
        <translation>● Pausiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>○ Stopped</source>
        <translation>○ Angehalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>○ Not started</source>
        <translation>○ Nicht gestartet</translation>
    </message>
    <message>
        <location line="+70"/>
        <location filename="../../app/window/menus.py" line="+110"/>
        <source>Snapshot…</source>
        <translation>Snapshot…</translation>
    </message>
    <message>
        <location filename="../../app/panels/container_bar.py" line="+24"/>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <location filename="../../app/panels/controls.py" line="+98"/>
        <location filename="../../app/panels/inspector/code_selection.py" line="+215"/>
        <location filename="../../app/panels/work/commands_panel.py" line="-2"/>
        <location filename="../../app/terminal/verbs.py" line="+22"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/empty_page.py" line="+1"/>
        <source>Take this computer&apos;s own small Linux, or Debian from its archive, and build on it.</source>
        <translation>Das kleine Linux dieses Computers nehmen, oder Debian aus seinem Archiv, und darauf bauen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Choose base image…</source>
        <translation>Basis-Image wählen…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Open what you have</source>
        <translation>Öffnen, was da ist</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Pull an image from a registry, import an archive, or look into a repository of yours.</source>
        <translation>Ein Image aus einer Registry holen, ein Archiv importieren oder in ein eigenes Repository sehen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Take a lesson</source>
        <translation>Eine Lektion beginnen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Learn how images are built, brick by brick, on real containers. No network needed.</source>
        <translation>Lernen, wie Images gebaut werden, Baustein für Baustein, mit echten Containern. Kein Netzwerk nötig.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Choose a lesson…</source>
        <translation>Lektion wählen…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>ready in a second, offline</source>
        <translation>in einer Sekunde bereit, ohne Netzwerk</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>or drop a file here</source>
        <translation>oder eine Datei hierher ziehen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>about ten minutes each</source>
        <translation>je etwa zehn Minuten</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>opening and looking works without it</source>
        <translation>Öffnen und Ansehen geht auch ohne</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Your baseplate is empty</source>
        <translation>Die Grundplatte ist leer</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make a first brick, open what you have, or let a lesson guide you.</source>
        <translation>Einen ersten Baustein anlegen, Vorhandenes öffnen oder sich von einer Lektion führen lassen.</translation>
    </message>
    <message>
        <location line="+85"/>
        <source>your first brick stands here</source>
        <translation>hier steht der erste Baustein</translation>
    </message>
    <message>
        <location filename="../../app/panels/flow_text.py" line="+40"/>
        <location filename="../../app/panels/inspector/file_viewer.py" line="-130"/>
        <location line="+129"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location filename="../../app/panels/flow_text.py" line="+75"/>
        <location filename="../../app/panels/inspector/fact_rows.py" line="+80"/>
        <source>Copy: {name}</source>
        <translation>Kopieren: {name}</translation>
    </message>
    <message>
        <location filename="../../app/panels/goal_tower.py" line="+33"/>
        <source>The goal: bricks that stand at the end</source>
        <translation>Das Ziel: Bausteine, die am Ende stehen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/byte_kinds.py" line="+11"/>
        <location filename="../../app/viewmodel/handout_form.py" line="+72"/>
        <source>PNG picture</source>
        <translation>PNG-Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/byte_kinds.py" line="+1"/>
        <source>JPEG picture</source>
        <translation>JPEG-Bild</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>GIF picture</source>
        <translation>GIF-Bild</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>BMP picture</source>
        <translation>BMP-Bild</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>gzip data</source>
        <translation>gzip-Daten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>bzip2 data</source>
        <translation>bzip2-Daten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>xz data</source>
        <translation>xz-Daten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>zstd data</source>
        <translation>zstd-Daten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>lz4 data</source>
        <translation>lz4-Daten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>zip archive</source>
        <translation>zip-Archiv</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>empty zip archive</source>
        <translation>leeres zip-Archiv</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Debian package</source>
        <translation>Debian-Paket</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ar archive</source>
        <translation>ar-Archiv</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>RPM package</source>
        <translation>RPM-Paket</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>PDF document</source>
        <translation>PDF-Dokument</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SQLite database</source>
        <translation>SQLite-Datenbank</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Java class</source>
        <translation>Java-Klasse</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>WebAssembly module</source>
        <translation>WebAssembly-Modul</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Windows program</source>
        <translation>Windows-Programm</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>message catalogue</source>
        <translation>Textkatalog</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>time zone data</source>
        <translation>Zeitzonendaten</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>web font</source>
        <translation>Webschrift</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>OpenType font</source>
        <translation>OpenType-Schrift</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>TrueType font</source>
        <translation>TrueType-Schrift</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Ogg media</source>
        <translation>Ogg-Medien</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>MP3 sound</source>
        <translation>MP3-Ton</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>terminal description</source>
        <translation>Terminalbeschreibung</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>cache of the dynamic linker</source>
        <translation>Cache des Laufzeitbinders</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>ELF object</source>
        <translation>ELF-Objekt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ELF program</source>
        <translation>ELF-Programm</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ELF program or library</source>
        <translation>ELF-Programm oder -Bibliothek</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ELF core dump</source>
        <translation>ELF-Speicherabzug</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>empty file</source>
        <translation>leere Datei</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>ELF file</source>
        <translation>ELF-Datei</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>WebP picture</source>
        <translation>WebP-Bild</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>RIFF media</source>
        <translation>RIFF-Medien</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>tar archive</source>
        <translation>tar-Archiv</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>binary data</source>
        <translation>Binärdaten</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_bricks.py" line="-172"/>
        <location filename="../../app/panels/inspector/history_tab.py" line="+43"/>
        <source>This brick</source>
        <translation>Dieser Baustein</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_bricks.py" line="+0"/>
        <source>Adds</source>
        <translation>Bringt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Total so far</source>
        <translation>Bisher zusammen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Sizes are file bytes. Bars: solid bytes are seen, hatched ones are hidden by later bricks. What a brick adds to the visible files can be less than nothing: it hides more than it brings.</source>
        <translation>Größen sind Bytes der Dateien. Balken: Ausgefüllte Bytes sind sichtbar, schraffierte von späteren Bausteinen verdeckt. Was ein Baustein zu den sichtbaren Dateien beiträgt, kann weniger als nichts sein: Dann verdeckt er mehr, als er bringt.</translation>
    </message>
    <message>
        <location line="+41"/>
        <location filename="../../app/panels/inspector/life_list.py" line="+73"/>
        <source>, shown</source>
        <translation>, gezeigt</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_bricks.py" line="+39"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="+110"/>
        <location line="+15"/>
        <location line="+0"/>
        <location filename="../../app/panels/inspector/file_tree.py" line="-20"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+121"/>
        <location line="+0"/>
        <location filename="../../app/panels/inspector/layer_pairs.py" line="+64"/>
        <location filename="../../app/panels/inspector/package_table.py" line="+79"/>
        <location line="+122"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="+122"/>
        <location filename="../../app/viewmodel/finding_rows.py" line="+39"/>
        <location filename="../../app/window/inspecting.py" line="+251"/>
        <source>brick {level}</source>
        <translation>Baustein {level}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_bricks.py" line="+109"/>
        <source>Bytes of each brick, the topmost first</source>
        <translation>Bytes jedes Bausteins, der oberste zuerst</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_map.py" line="-86"/>
        <source>Colours tell roles; hatched bytes are hidden by later bricks. Enter looks into a box.</source>
        <translation>Farben stehen für Rollen; schraffierte Bytes sind von späteren Bausteinen verdeckt. Die Eingabetaste sieht in ein Feld hinein.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>This image</source>
        <translation>Dieses Image</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Whole repository</source>
        <translation>Ganzes Repository</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Whose bytes</source>
        <translation>Wessen Bytes</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/panels/inspector/changes_tab.py" line="-8"/>
        <location filename="../../app/panels/work/kind_chips.py" line="+0"/>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_map.py" line="+1"/>
        <source>Back to all bytes of the image</source>
        <translation>Zurück zu allen Bytes des Images</translation>
    </message>
    <message>
        <location line="+64"/>
        <source> in {files}</source>
        <translation> in {files}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>, {wasted_bytes} hidden</source>
        <translation>, {wasted_bytes} verdeckt</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_overview.py" line="+134"/>
        <location filename="../../app/viewmodel/byte_words.py" line="+50"/>
        <source>File bytes</source>
        <translation>Datei-Bytes</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_overview.py" line="+1"/>
        <source>Visible</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reclaimable</source>
        <translation>Verschwendet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Efficiency</source>
        <translation>Ausnutzung</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>What to do about it</source>
        <translation>Was dagegen hilft</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Why bytes are hidden</source>
        <translation>Warum Bytes verdeckt sind</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Every stored byte can be seen.</source>
        <translation>Jedes gespeicherte Byte ist sichtbar.</translation>
    </message>
    <message>
        <location line="+43"/>
        <location filename="../../app/panels/inspector/history_card.py" line="+141"/>
        <location filename="../../app/panels/inspector/history_list.py" line="+144"/>
        <location filename="../../app/panels/inspector/life_list.py" line="+36"/>
        <location line="+54"/>
        <source>Brick {level}</source>
        <translation>Baustein {level}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_overview.py" line="+1"/>
        <location filename="../../app/panels/inspector/findings_tab.py" line="+70"/>
        <location filename="../../app/panels/inspector/life_view.py" line="+160"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="+115"/>
        <source>Show brick {level}</source>
        <translation>Baustein {level} zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_overview.py" line="+54"/>
        <source>Four sizes, each for another question</source>
        <translation>Vier Größen, jede für eine andere Frage</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>at least {size}</source>
        <translation>mindestens {size}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_tab.py" line="+27"/>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/panels/inspector/comparison_page.py" line="-102"/>
        <source>Bricks</source>
        <translation>Bausteine</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/bytes_tab.py" line="+0"/>
        <source>Hidden files</source>
        <translation>Verdeckte Dateien</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>What to see of the bytes</source>
        <translation>Was von den Bytes zu sehen ist</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>This image has no bricks</source>
        <translation>Dieses Image hat keine Bausteine</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>It stores no bytes.</source>
        <translation>Es speichert keine Bytes.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Adding up bytes …</source>
        <translation>Bytes werden zusammengezählt …</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_filters.py" line="-1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+5"/>
        <source>metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_filters.py" line="+0"/>
        <source>rewritten</source>
        <translation>gleich neu</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+16"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="-77"/>
        <location line="+1"/>
        <source>Filter paths</source>
        <translation>Pfade filtern</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_filters.py" line="+1"/>
        <source>A part of the path, or a pattern: *.conf, etc/*</source>
        <translation>Ein Teil des Pfads oder ein Muster: *.conf, etc/*</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Wasted only</source>
        <translation>Nur verschwendete</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Only files whose bytes nobody can see in the whole image</source>
        <translation>Nur Dateien, deren Bytes im ganzen Image niemand sehen kann</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Entries that an engine left there, not the person who built this</source>
        <translation>Einträge, die eine Engine hinterlassen hat, nicht wer dies gebaut hat</translation>
    </message>
    <message>
        <location line="+52"/>
        <source>Show {kind_words}: {count}</source>
        <translation>{kind_words} zeigen: {count}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>noise {noise}</source>
        <translation>Rauschen {noise}</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Show: {kind_words}</source>
        <translation>{kind_words} zeigen</translation>
    </message>
    <message>
        <location line="+15"/>
        <location line="+3"/>
        <location line="+10"/>
        <source>Any size</source>
        <translation>Jede Größe</translation>
    </message>
    <message>
        <location line="-13"/>
        <source>Smallest size to show</source>
        <translation>Kleinste gezeigte Größe</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{least} and more</source>
        <translation>{least} und mehr</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Smallest size to show: {words}</source>
        <translation>Kleinste gezeigte Größe: {words}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Size ↓</source>
        <translation>Größe ↓</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Order; once more for the other way round</source>
        <translation>Reihenfolge; noch einmal für die umgekehrte</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>descending</source>
        <translation>absteigend</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>ascending</source>
        <translation>aufsteigend</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Order: {words}, {way}</source>
        <translation>Reihenfolge: {words}, {way}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show changes as a tree</source>
        <translation>Änderungen als Baum zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show changes as a list</source>
        <translation>Änderungen als Liste zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_tree.py" line="-2"/>
        <source>only mode, owner or times</source>
        <translation>nur Rechte, Besitzer oder Zeiten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>replaced by another kind</source>
        <translation>durch eine andere Art ersetzt</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+115"/>
        <location filename="../../app/viewmodel/state_words.py" line="+3"/>
        <location line="+16"/>
        <source>rewritten identically</source>
        <translation>gleich neu geschrieben</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_tree.py" line="-18"/>
        <location filename="../../app/panels/inspector/treemap.py" line="+20"/>
        <source>wasted</source>
        <translation>verschwendet</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_tree.py" line="+14"/>
        <source>opaque: hides what was below</source>
        <translation>undurchsichtig: verdeckt, was darunter war</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>another kind of file than below</source>
        <translation>andere Art von Datei als darunter</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>left there by the engine</source>
        <translation>von der Engine hinterlassen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>time only</source>
        <translation>nur die Zeit</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>mode</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>xattrs</source>
        <translation>xattrs</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>{inside} inside</source>
        <translation>{inside} darin</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <location filename="../../app/panels/inspector/changes_tab.py" line="+137"/>
        <source>{count} change
{count} changes</source>
        <translation>
            <numerusform>{count} Änderung</numerusform>
            <numerusform>{count} Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/change_tree.py" line="+6"/>
        <source>was {size_before_bytes}</source>
        <translation>vorher {size_before_bytes}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{wasted_bytes} of it wasted{cause}</source>
        <translation>davon {wasted_bytes} verschwendet{cause}</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>same file as {now}</source>
        <translation>dieselbe Datei wie {now}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>→ {now}, was {link}</source>
        <translation>→ {now}, vorher {link}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/changed_files.py" line="+108"/>
        <source>Choose another file</source>
        <translation>Andere Datei auswählen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>{added} lines added, {removed} removed</source>
        <translation>{added} Zeilen hinzugefügt, {removed} entfernt</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{place} to choose from</source>
        <translation>{place} zur Auswahl</translation>
    </message>
    <message>
        <location line="+53"/>
        <location line="+1"/>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Changed text files</source>
        <translation>Geänderte Textdateien</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/changes_tab.py" line="-173"/>
        <source>Changes of this brick</source>
        <translation>Änderungen dieses Bausteins</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Back to all bytes of the brick</source>
        <translation>Zurück zu allen Bytes des Bausteins</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>Nothing changes here</source>
        <translation>Hier ändert sich nichts</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>This brick adds, changes and deletes no file.</source>
        <translation>Dieser Baustein fügt keine Datei hinzu, ändert und löscht keine.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>{words} in {files}</source>
        <translation>{words} in {files}</translation>
    </message>
    <message>
        <location line="+51"/>
        <source>{changes} of {all_words}, {size_bytes}</source>
        <translation>{changes} von {all_words}, {size_bytes}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>No change fits the filter.</source>
        <translation>Keine Änderung passt zum Filter.</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Only noise: choose it above.</source>
        <translation>Nur Rauschen: oben auswählen.</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/code_selection.py" line="+2"/>
        <location filename="../../app/terminal/verbs.py" line="+3"/>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/code_text.py" line="+52"/>
        <source>  … {rest} more characters</source>
        <translation>  … {rest} weitere Zeichen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/compared_files.py" line="-31"/>
        <source>Its contents do not differ</source>
        <translation>Der Inhalt ist gleich</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A folder</source>
        <translation>Ein Ordner</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A link</source>
        <translation>Ein Link</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Paths that differ</source>
        <translation>Pfade, die sich unterscheiden</translation>
    </message>
    <message>
        <location line="+15"/>
        <location line="+109"/>
        <location filename="../../app/panels/inspector/diff_tab.py" line="+62"/>
        <source>This could not be compared</source>
        <translation>Das konnte nicht verglichen werden</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/compared_files.py" line="-91"/>
        <source>{minus} only in {left}     + only in {right}     ~ differs</source>
        <translation>{minus} nur in {left}     + nur in {right}     ~ verschieden</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Nothing is left by this filter</source>
        <translation>Dieser Filter lässt nichts übrig</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Other paths differ.</source>
        <translation>Andere Pfade sind verschieden.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No path differs</source>
        <translation>Kein Pfad ist verschieden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Both show the same files.</source>
        <translation>Beide zeigen dieselben Dateien.</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>Choose a file</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>How it differs is shown here.</source>
        <translation>Hier wird gezeigt, worin sie sich unterscheidet.</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/comparison_page.py" line="-200"/>
        <location filename="../../app/panels/inspector/history_tab.py" line="+1"/>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/comparison_page.py" line="+22"/>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Swap left and right</source>
        <translation>Links und rechts tauschen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>What to compare</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <location line="+26"/>
        <location filename="../../app/panels/inspector/diff_page.py" line="-74"/>
        <source>Comparing …</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/comparison_page.py" line="+73"/>
        <source>These could not be compared</source>
        <translation>Diese konnten nicht verglichen werden</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The same packages on both sides</source>
        <translation>Dieselben Pakete auf beiden Seiten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The same configuration on both sides</source>
        <translation>Dieselbe Konfiguration auf beiden Seiten</translation>
    </message>
    <message>
        <location line="+68"/>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>{left_title} and {right_title}</source>
        <translation>{left_title} und {right_title}</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Choose another {side} side</source>
        <translation>Andere Seite auswählen: {side}</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Both show the same files with the same configuration.</source>
        <translation>Beide zeigen dieselben Dateien mit derselben Konfiguration.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{same} of {most} are the same</source>
        <translation>{most}, davon {same} gleich</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{differ}, {unchanged} do not</source>
        <translation>{differ}, {unchanged} nicht</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} path differs
{count} paths differ</source>
        <translation>
            <numerusform>{count} Pfad ist verschieden</numerusform>
            <numerusform>{count} Pfade sind verschieden</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/config_table.py" line="+27"/>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <location line="+13"/>
        <location line="+6"/>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <location line="+77"/>
        <source>Settings that differ</source>
        <translation>Einstellungen, die sich unterscheiden</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The chosen setting</source>
        <translation>Die ausgewählte Einstellung</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/diff_page.py" line="-23"/>
        <source>F7 / Shift+F7 next and previous change</source>
        <translation>F7 / Umschalt+F7 nächste und vorherige Änderung</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>First bytes of the old side</source>
        <translation>Erste Bytes der alten Seite</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>First bytes of the new side</source>
        <translation>Erste Bytes der neuen Seite</translation>
    </message>
    <message>
        <location line="+69"/>
        <source>This is no text file: its first bytes are shown.</source>
        <translation>Das ist keine Textdatei: Gezeigt werden ihre ersten Bytes.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>This is no text file, and its first bytes are the same on both sides.</source>
        <translation>Das ist keine Textdatei, und ihre ersten Bytes sind auf beiden Seiten gleich.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The same text in another encoding: the first bytes are shown.</source>
        <translation>Derselbe Text in anderer Codierung: Gezeigt werden die ersten Bytes.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>This is no text file: its first bytes are shown, and which of them differ.</source>
        <translation>Das ist keine Textdatei: Gezeigt werden ihre ersten Bytes und welche davon verschieden sind.</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>The file is not there at {old_title}: all of its lines are new.</source>
        <translation>Bei {old_title} gibt es die Datei nicht: Alle ihre Zeilen sind neu.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The file is not there any more at {new_title}.</source>
        <translation>Bei {new_title} gibt es die Datei nicht mehr.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>/{old_path} is compared with /{new_path}.</source>
        <translation>/{old_path} wird mit /{new_path} verglichen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <location line="+16"/>
        <source>Only the start of this long file was compared.</source>
        <translation>Von dieser langen Datei wurde nur der Anfang verglichen.</translation>
    </message>
    <message>
        <location line="-8"/>
        <source>There is no such file</source>
        <translation>Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Neither {old_title} nor {new_title} has it.</source>
        <translation>Weder {old_title} noch {new_title} hat sie.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>New at {new_title}</source>
        <translation>Neu bei {new_title}</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>It is an empty file.</source>
        <translation>Es ist eine leere Datei.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Gone at {new_title}</source>
        <translation>Weg bei {new_title}</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>It was an empty file.</source>
        <translation>Es war eine leere Datei.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The start is the same</source>
        <translation>Der Anfang ist gleich</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{old} at {old_title}, {new} at {new_title}</source>
        <translation>{old} bei {old_title}, {new} bei {new_title}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>No line differs</source>
        <translation>Keine Zeile ist verschieden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The sizes do: {sizes}. Line ends may be of another kind.</source>
        <translation>Die Größen sind es: {sizes}. Die Zeilenenden können von anderer Art sein.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Both are the same</source>
        <translation>Beide sind gleich</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>{new}, and no line differs.</source>
        <translation>{new}, und keine Zeile ist verschieden.</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/diff_rows.py" line="+49"/>
        <source>{text_value}; press Enter to show them</source>
        <translation>{text_value}; die Eingabetaste zeigt sie</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Line {new_number}: {text_value}</source>
        <translation>Zeile {new_number}: {text_value}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Removed line {old_number}: {text_value}</source>
        <translation>Entfernte Zeile {old_number}: {text_value}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Added line {new_number}: {text_value}</source>
        <translation>Hinzugefügte Zeile {new_number}: {text_value}</translation>
    </message>
    <message numerus="yes">
        <location line="+54"/>
        <source>{count} unchanged line
{count} unchanged lines</source>
        <translation>
            <numerusform>{count} unveränderte Zeile</numerusform>
            <numerusform>{count} unveränderte Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/diff_tab.py" line="-184"/>
        <source>Files of this brick</source>
        <translation>Dateien dieses Bausteins</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>Choose a brick</source>
        <translation>Baustein auswählen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>It shows what one brick changed in text files.</source>
        <translation>Hier steht, was ein Baustein an Textdateien geändert hat.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Nothing lies under this brick</source>
        <translation>Unter diesem Baustein liegt nichts</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All of its files are new.</source>
        <translation>Alle seine Dateien sind neu.</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>New and deleted files are listed under Changes.</source>
        <translation>Neue und gelöschte Dateien stehen unter „Änderungen“.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No text file was changed here</source>
        <translation>Hier wurde keine Textdatei geändert</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>{row} of {number}</source>
        <translation>{row} von {number}</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>the brick below</source>
        <translation>der Baustein darunter</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Previous file</source>
        <translation>Vorherige Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/diff_view.py" line="+40"/>
        <location filename="../../app/panels/inspector/folder_tree.py" line="+6"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="-124"/>
        <source>Text diff</source>
        <translation>Textvergleich</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/file_tree.py" line="-75"/>
        <source>comes again in brick {level}</source>
        <translation>kommt wieder in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>changes in brick {level}</source>
        <translation>ändert sich in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>its metadata changes in brick {level}</source>
        <translation>Metadaten ändern sich in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>is replaced in brick {level}</source>
        <translation>wird ersetzt in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>is deleted in brick {level}</source>
        <translation>wird gelöscht in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>is rewritten in brick {level}</source>
        <translation>wird neu geschrieben in Baustein {level}</translation>
    </message>
    <message>
        <location line="+76"/>
        <source>from brick {level}</source>
        <translation>aus Baustein {level}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>{kind_words} in brick {level}</source>
        <translation>{kind_words} in Baustein {level}</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>deleted in brick {level}</source>
        <translation>gelöscht in Baustein {level}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/file_viewer.py" line="-129"/>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/panels/inspector/hex_view.py" line="+27"/>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="-3"/>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+35"/>
        <source>What to see of the file</source>
        <translation>Was von der Datei zu sehen ist</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{name} at brick {level}</source>
        <translation>{name} bei Baustein {level}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>as it was at brick {level} of {levels}</source>
        <translation>wie sie bei Baustein {level} von {levels} war</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Reading the file …</source>
        <translation>Datei wird gelesen …</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>The first {shown} of {size_bytes}; save it to see the whole</source>
        <translation>Die ersten {shown} von {size_bytes}; das Ganze zeigt eine gespeicherte Kopie</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>from brick {level}: {brought}</source>
        <translation>aus Baustein {level}: {brought}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>This file cannot be shown</source>
        <translation>Diese Datei kann nicht gezeigt werden</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Diff with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../app/panels/inspector/findings_tab.py" line="-6"/>
        <location filename="../../app/panels/inspector/folder_tree.py" line="+1"/>
        <location filename="../../app/panels/inspector/life_view.py" line="-123"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="+66"/>
        <source>Who put this here?</source>
        <translation>Wer hat das hierher gelegt?</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/file_viewer.py" line="+36"/>
        <source>Copy: digest</source>
        <translation>Kopieren: Digest</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>mode {mode:04o}, owner {uid}:{gid}</source>
        <translation>Rechte {mode:04o}, Besitzer {uid}:{gid}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/files_tab.py" line="-122"/>
        <source>Find a file at this moment</source>
        <translation>Eine Datei zu diesem Zeitpunkt suchen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Files at this brick</source>
        <translation>Dateien bei diesem Baustein</translation>
    </message>
    <message>
        <location line="+73"/>
        <source>No files</source>
        <translation>Keine Dateien</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>This image has no bricks.</source>
        <translation>Dieses Image hat keine Bausteine.</translation>
    </message>
    <message>
        <location line="+71"/>
        <source>, without brick {missing}</source>
        <translation>, ohne Baustein {missing}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Files as they were at brick {level} of {levels}{without}</source>
        <translation>Dateien, wie sie bei Baustein {level} von {levels} waren{without}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>No file has such a name here.</source>
        <translation>Keine Datei heißt hier so.</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No files yet.</source>
        <translation>Noch keine Dateien.</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/find_bar.py" line="+24"/>
        <location line="+1"/>
        <source>Find in this text</source>
        <translation>In diesem Text suchen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Previous match</source>
        <translation>Vorherige Fundstelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next match</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>{match} of {number}{more}</source>
        <translation>{match} von {number}{more}</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../app/terminal/find_bar.py" line="+90"/>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/findings_list.py" line="+230"/>
        <source>Warnings, the worst first</source>
        <translation>Warnungen, die schlimmste zuerst</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/findings_tab.py" line="-211"/>
        <source>Nothing to warn of by names and modes. Look into files for secrets to be surer.</source>
        <translation>Nach Namen und Rechten gibt es nichts zu warnen. Mehr Sicherheit gibt ein Blick in die Dateien.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Nothing to warn of by names, modes and contents.</source>
        <translation>Nach Namen, Rechten und Inhalt gibt es nichts zu warnen.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Whole image</source>
        <translation>Ganzes Image</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Look into files for secrets</source>
        <translation>Dateien nach Geheimnissen durchsuchen</translation>
    </message>
    <message>
        <location line="+54"/>
        <source>Looking at names and modes …</source>
        <translation>Namen und Rechte werden angesehen …</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>in this image</source>
        <translation>in diesem Image</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>in this brick</source>
        <translation>in diesem Baustein</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>No warning fits the filter.</source>
        <translation>Keine Warnung passt zum Filter.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Looking into files for secrets … You can go on working meanwhile.</source>
        <translation>Dateien werden nach Geheimnissen durchsucht … Die Arbeit kann weitergehen.</translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>{count} secret
{count} secrets</source>
        <translation>
            <numerusform>{count} Geheimnis</numerusform>
            <numerusform>{count} Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no secrets of known kinds</source>
        <translation>keine Geheimnisse bekannter Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The files of the whole image were looked into: {told}.</source>
        <translation>Die Dateien des ganzen Images wurden durchsucht: {told}.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Only names and modes were looked at. Reading all files takes longer.</source>
        <translation>Nur Namen und Rechte wurden angesehen. Alle Dateien zu lesen dauert länger.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Show the file</source>
        <translation>Datei zeigen</translation>
    </message>
    <message>
        <location line="+4"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="+3"/>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/findings_tab.py" line="+14"/>
        <location line="+1"/>
        <source>Filter warnings</source>
        <translation>Warnungen filtern</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/folder_tree.py" line="-7"/>
        <location line="+3"/>
        <location filename="../../app/panels/work/live_changes_panel.py" line="-2"/>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/folder_tree.py" line="+7"/>
        <source>Write as a tar file…</source>
        <translation>Als tar-Datei schreiben…</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/panels/work/commands_panel.py" line="-11"/>
        <location filename="../../app/panels/work/live_changes_panel.py" line="+7"/>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/head.py" line="-67"/>
        <source>Close the inspector</source>
        <translation>Untersuchung schließen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>under {images}</source>
        <translation>unter {images}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>brick {level}, {under}</source>
        <translation>Baustein {level}, {under}</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>no default command</source>
        <translation>kein Standardbefehl</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>built {date}</source>
        <translation>gebaut am {date}</translation>
    </message>
    <message>
        <location line="+17"/>
        <location line="+5"/>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>read-only: what a brick holds never changes</source>
        <translation>schreibgeschützt: Was ein Baustein enthält, ändert sich nie</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/hex_view.py" line="+50"/>
        <source>At {row:x}: {hex}, {piece}</source>
        <translation>Bei {row:x}: {hex}, {piece}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/hint_card.py" line="+48"/>
        <location filename="../../app/panels/lesson_card.py" line="+14"/>
        <location filename="../../app/panels/lesson_maker.py" line="+21"/>
        <source>Hint</source>
        <translation>Tipp</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/history_card.py" line="+99"/>
        <location filename="../../app/panels/inspector/history_list.py" line="+4"/>
        <source>by {author}</source>
        <translation>von {author}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/history_card.py" line="+10"/>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Comment:</source>
        <translation>Kommentar:</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/history_list.py" line="-9"/>
        <source>fits no brick</source>
        <translation>passt zu keinem Baustein</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>no brick · 0 B</source>
        <translation>kein Baustein · 0 B</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/history_tab.py" line="-5"/>
        <source>Steps of the history, newest first</source>
        <translation>Schritte des Verlaufs, der neueste zuerst</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Steps that fit no brick for certain</source>
        <translation>Schritte, die zu keinem Baustein sicher passen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Steps that fit no brick</source>
        <translation>Schritte, die zu keinem Baustein passen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>History of {value} {version}</source>
        <translation>Verlauf von {value} {version}</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>newest first</source>
        <translation>neueste zuerst</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/image_view.py" line="+59"/>
        <source>This {kind} is damaged.</source>
        <translation>Beschädigt: {kind}.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{kind}, {width} × {height} pixels</source>
        <translation>{kind}, {width} × {height} Pixel</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{shown}: too large to be shown here. Save it to see it.</source>
        <translation>{shown}: zu groß, um es hier zu zeigen. Zum Ansehen speichern.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{shown}: it is damaged or cut.</source>
        <translation>{shown}: beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/inspector_panel.py" line="+39"/>
        <source>Inspector</source>
        <translation>Untersuchung</translation>
    </message>
    <message>
        <location line="+18"/>
        <location line="+4"/>
        <location filename="../../app/window/dialog_asker.py" line="-147"/>
        <location filename="../../app/window/main_window.py" line="+207"/>
        <location line="+5"/>
        <location line="+3"/>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/layer_pairs.py" line="-2"/>
        <source>brick {level}: {title}</source>
        <translation>Baustein {level}: {title}</translation>
    </message>
    <message>
        <location line="+41"/>
        <source> (there {right})</source>
        <translation> (dort {right})</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{both} is the same on both sides{other}</source>
        <translation>{both} ist auf beiden Seiten gleich{other}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{level} of {title} only</source>
        <translation>{level} nur von {title}</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Bricks of both sides, topmost first</source>
        <translation>Bausteine beider Seiten, der oberste zuerst</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/layer_slider.py" line="+111"/>
        <source>Brick up to which files are shown</source>
        <translation>Baustein, bis zu dem Dateien gezeigt werden</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>brick {level} of {roles}</source>
        <translation>Baustein {level} von {roles}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>, {added} added</source>
        <translation>, {added} hinzugefügt</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/life_list.py" line="+33"/>
        <source>What bricks did to this path, the topmost first</source>
        <translation>Was Bausteine mit diesem Pfad taten, der oberste zuerst</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/life_view.py" line="-16"/>
        <source>Enter or a double click shows the file as it was at that brick.</source>
        <translation>Die Eingabetaste oder ein Doppelklick zeigt die Datei, wie sie bei diesem Baustein war.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>A path in the image: etc/passwd</source>
        <translation>Ein Pfad im Image: etc/passwd</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Path in the image</source>
        <translation>Pfad im Image</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the life of this path</source>
        <translation>Das Leben dieses Pfads zeigen</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>in {reference}, the newest brick on top</source>
        <translation>in {reference}, der neueste Baustein oben</translation>
    </message>
    <message>
        <location line="+23"/>
        <location filename="../../app/panels/work/processes_panel.py" line="+23"/>
        <source>Looking …</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/life_view.py" line="+0"/>
        <source>Type a path to see its life.</source>
        <translation>Geben Sie einen Pfad ein, um sein Leben zu sehen.</translation>
    </message>
    <message>
        <location line="+55"/>
        <location filename="../../app/panels/inspector/wasted_files.py" line="-6"/>
        <source>Show the file as it was</source>
        <translation>Die Datei zeigen, wie sie war</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/notice_page.py" line="+27"/>
        <location filename="../../app/terminal/pane.py" line="-27"/>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/package_table.py" line="-201"/>
        <source>Installed size</source>
        <translation>Installierte Größe</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <location line="+123"/>
        <source>not told</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/packages_tab.py" line="-87"/>
        <source>Databases of dpkg, apk, rpm, Python and npm are looked for.</source>
        <translation>Gesucht werden die Datenbanken von dpkg, apk, rpm, Python und npm.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Packages in short</source>
        <translation>Pakete in Kürze</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+1"/>
        <source>Filter packages</source>
        <translation>Pakete filtern</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>No package fits the filter.</source>
        <translation>Kein Paket passt zum Filter.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Reading package databases …</source>
        <translation>Paketdatenbanken werden gelesen …</translation>
    </message>
    <message numerus="yes">
        <location line="+39"/>
        <source>{count} package
{count} packages</source>
        <translation>
            <numerusform>{count} Paket</numerusform>
            <numerusform>{count} Pakete</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>brought by {bricks}</source>
        <translation>Herkunft: {bricks}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{installed} installed at this level.</source>
        <translation>{installed} auf dieser Höhe installiert.</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} package is
{count} packages are</source>
        <translation>
            <numerusform>{count} Paket ist</numerusform>
            <numerusform>{count} Pakete sind</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>This brick changes no packages</source>
        <translation>Dieser Baustein ändert keine Pakete</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No package database found</source>
        <translation>Keine Paketdatenbank gefunden</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/saving_hint.py" line="+22"/>
        <source>{brick} deletes files whose bytes stay in this brick.</source>
        <translation>{brick} löscht Dateien, deren Bytes in diesem Baustein bleiben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{brick} stores files again; the ones in this brick are never seen.</source>
        <translation>{brick} speichert Dateien noch einmal; die in diesem Baustein sind nie zu sehen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{brick} copies whole files only for their mode, owner or time.</source>
        <translation>{brick} kopiert ganze Dateien nur wegen Rechten, Besitzer oder Zeit.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{brick} stores the same files once more.</source>
        <translation>{brick} speichert dieselben Dateien noch einmal.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{brick} puts something else in their place; their bytes stay here.</source>
        <translation>{brick} setzt etwas anderes an ihre Stelle; ihre Bytes bleiben hier.</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+8"/>
        <source>The archive of this brick holds files more than once.</source>
        <translation>Das Archiv dieses Bausteins enthält Dateien mehrfach.</translation>
    </message>
    <message>
        <location line="-5"/>
        <source>This brick deletes files whose bytes stay in the bricks below it.</source>
        <translation>Dieser Baustein löscht Dateien, deren Bytes in den Bausteinen darunter bleiben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This brick stores files again that stay in the bricks below it.</source>
        <translation>Dieser Baustein speichert Dateien noch einmal, die in den Bausteinen darunter bleiben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This brick copies whole files only for their mode, owner or time.</source>
        <translation>Dieser Baustein kopiert ganze Dateien nur wegen Rechten, Besitzer oder Zeit.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This brick stores the same files once more.</source>
        <translation>Dieser Baustein speichert dieselben Dateien noch einmal.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This brick puts something else in the place of files below it.</source>
        <translation>Dieser Baustein setzt etwas anderes an die Stelle von Dateien darunter.</translation>
    </message>
    <message>
        <location line="+16"/>
        <location line="+76"/>
        <source>Show how</source>
        <translation>Zeigen, wie</translation>
    </message>
    <message>
        <location line="-29"/>
        <source>{dead_bytes} could be saved</source>
        <translation>{dead_bytes} wären zu sparen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>{caused_bytes} below could be saved</source>
        <translation>{caused_bytes} darunter wären zu sparen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <location line="+5"/>
        <location filename="../../app/window/projector_bar.py" line="+104"/>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/saving_hint.py" line="+11"/>
        <source>This brick hides files whose bytes stay in the bricks below it.</source>
        <translation>Dieser Baustein verdeckt Dateien, deren Bytes in den Bausteinen darunter bleiben.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Later bricks hide files whose bytes stay in this one.</source>
        <translation>Spätere Bausteine verdecken Dateien, deren Bytes in diesem bleiben.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Brick {hidden_at}</source>
        <translation>Baustein {hidden_at}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/size_line.py" line="+0"/>
        <source>All contents of the brick&apos;s files together</source>
        <translation>Der Inhalt aller Dateien des Bausteins zusammen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/window/wall_page.py" line="+79"/>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/size_line.py" line="+0"/>
        <source>The unpacked layer with all its headers</source>
        <translation>Die entpackte Schicht mit allen Kopfdaten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>download</source>
        <translation>zu laden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The layer as it is stored and sent, packed</source>
        <translation>Die Schicht, wie sie gespeichert und gesendet wird, gepackt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>only here</source>
        <translation>nur hier</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Of the packed layer, what no other image shares</source>
        <translation>Von der gepackten Schicht, was kein anderes Image teilt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>adds</source>
        <translation>bringt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How much larger the visible files are with this brick: may be less than nothing</source>
        <translation>Um wie viel die sichtbaren Dateien mit diesem Baustein größer sind: kann weniger als nichts sein</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>total</source>
        <translation>zusammen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All visible files up to and with this brick</source>
        <translation>Alle sichtbaren Dateien bis zu diesem Baustein</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/sortable_table.py" line="+62"/>
        <source>Columns: choose one to sort by</source>
        <translation>Spalten: eine auswählen, um danach zu sortieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/tab.py" line="+111"/>
        <source>Looking into the brick …</source>
        <translation>Baustein wird angesehen …</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>This could not be looked at</source>
        <translation>Das konnte nicht angesehen werden</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Contents not available</source>
        <translation>Inhalt nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/tab_bar.py" line="+59"/>
        <source>Inspector tabs</source>
        <translation>Seiten der Untersuchung</translation>
    </message>
    <message>
        <location line="+199"/>
        <source>{words} (Alt+{number})</source>
        <translation>{words} (Alt+{number})</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/text_view.py" line="+32"/>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <location line="+81"/>
        <source>Line {row}: {source}</source>
        <translation>Zeile {row}: {source}</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/treemap.py" line="-50"/>
        <source>Where the bytes are: {node}</source>
        <translation>Wo die Bytes liegen: {node}</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>{size_bytes} % of {total}</source>
        <translation>{size_bytes} % von {total}</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>{wasted_bytes} of it wasted</source>
        <translation>davon {wasted_bytes} verschwendet</translation>
    </message>
    <message>
        <location filename="../../app/panels/inspector/wasted_files.py" line="-94"/>
        <source>hidden in brick {hidden_at}</source>
        <translation>verdeckt in Baustein {hidden_at}</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Hidden files, the largest first</source>
        <translation>Verdeckte Dateien, die größte zuerst</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>No file is hidden by a later brick.</source>
        <translation>Keine Datei wird von einem späteren Baustein verdeckt.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>No path fits the filter.</source>
        <translation>Kein Pfad passt zum Filter.</translation>
    </message>
    <message>
        <location filename="../../app/panels/jobs_panel.py" line="+35"/>
        <source>Cancel: {title}</source>
        <translation>Abbrechen: {title}</translation>
    </message>
    <message>
        <location line="+56"/>
        <location filename="../../app/viewmodel/build_view.py" line="+2"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="+6"/>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <location filename="../../app/panels/jobs_panel.py" line="+9"/>
        <source>{phase} · {done} of {total}</source>
        <translation>{phase} · {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_card.py" line="-80"/>
        <location filename="../../app/panels/lesson_panel.py" line="+255"/>
        <source>Open again: {reason}</source>
        <translation>Wieder offen: {reason}</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_card.py" line="+0"/>
        <source>Open again</source>
        <translation>Wieder offen</translation>
    </message>
    <message>
        <location line="+15"/>
        <location filename="../../app/panels/lesson_maker.py" line="-1"/>
        <source>What to expect</source>
        <translation>Was zu erwarten ist</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_card.py" line="+7"/>
        <source>Lines to run in the container</source>
        <translation>Zeilen, die im Container auszuführen sind</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Copy the lines</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Working …</source>
        <translation>In Arbeit …</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Show me</source>
        <translation>Vormachen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Let the program do this step before your eyes</source>
        <translation>Das Programm tut diesen Schritt vor Ihren Augen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>How?</source>
        <translation>Wie geht das?</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>First a nudge, then how it is done</source>
        <translation>Zuerst ein Anstoß, dann, wie es geht</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_end.py" line="+37"/>
        <source>You did it: all steps are done</source>
        <translation>Geschafft: alle Schritte sind getan</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Next: {title}</source>
        <translation>Weiter mit: {title}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Next lesson</source>
        <translation>Nächste Lektion</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>All lessons</source>
        <translation>Alle Lektionen</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>{stars} of {most} stars</source>
        <translation>{stars} von {most} Sternen</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_maker.py" line="-85"/>
        <source>Language of the texts</source>
        <translation>Sprache der Texte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Steps of the lesson</source>
        <translation>Schritte der Lektion</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Make a lesson</source>
        <translation>Lektion erstellen</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Recording: do in the window what belongs to the step.</source>
        <translation>Aufnahme läuft: Was jetzt im Fenster geschieht, gehört zum Schritt.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Delete step</source>
        <translation>Schritt löschen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Title of the step</source>
        <translation>Titel des Schritts</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>What we do</source>
        <translation>Was wir tun</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How it is clicked</source>
        <translation>Wie es geklickt wird</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Record a step</source>
        <translation>Schritt aufnehmen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Step done</source>
        <translation>Schritt fertig</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/window/palette.py" line="-6"/>
        <location filename="../../app/window/travelling.py" line="+18"/>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_marks.py" line="+29"/>
        <source>Step {number}, {state}</source>
        <translation>Schritt {number}, {state}</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>{done} of {total} steps done</source>
        <translation>{done} von {total} Schritten getan</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_panel.py" line="-136"/>
        <source>All {total} steps done</source>
        <translation>Alle {total} Schritte getan</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Step {done} of {total}</source>
        <translation>Schritt {done} von {total}</translation>
    </message>
    <message>
        <location line="+24"/>
        <location filename="../../app/window/projector_bar.py" line="-40"/>
        <source>Leave</source>
        <translation>Ende</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_panel.py" line="+1"/>
        <source>Leave lesson</source>
        <translation>Lektion verlassen</translation>
    </message>
    <message>
        <location line="+14"/>
        <location filename="../../app/window/projector.py" line="+91"/>
        <source>Projector mode (Shift+F11)</source>
        <translation>Beamer-Modus (Umschalt+F11)</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_panel.py" line="+3"/>
        <source>The goal: what stands at the end</source>
        <translation>Das Ziel: was am Ende steht</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Undo step</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take the last step back; it is said before what goes</source>
        <translation>Den letzten Schritt zurücknehmen; vorher wird gesagt, was verschwindet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reset lesson</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove what this lesson made; it is said before what goes</source>
        <translation>Entfernen, was diese Lektion angelegt hat; vorher wird gesagt, was verschwindet</translation>
    </message>
    <message>
        <location filename="../../app/panels/lesson_question.py" line="+28"/>
        <source>What do you think?</source>
        <translation>Was denken Sie?</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Go on without a guess</source>
        <translation>Ohne Vorhersage weiter</translation>
    </message>
    <message>
        <location filename="../../app/panels/neighbours.py" line="+30"/>
        <source>IN THIS NETWORK</source>
        <translation>IN DIESEM NETZWERK</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>Pull from {title}, {address}, {words}</source>
        <translation>Holen von {title}, {address}, {words}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Pull from {address}
{names}</source>
        <translation>Holen von {address}
{names}</translation>
    </message>
    <message>
        <location filename="../../app/panels/qr_code.py" line="+36"/>
        <source>QR code of {address}</source>
        <translation>QR-Code von {address}</translation>
    </message>
    <message>
        <location filename="../../app/panels/recipe_palette.py" line="+54"/>
        <source>RECIPES</source>
        <translation>REZEPTE</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Show recipes</source>
        <translation>Rezepte zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Recipes: bricks to be dragged onto a tower</source>
        <translation>Rezepte: Bausteine, die auf einen Turm gezogen werden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Your own recipe…</source>
        <translation>Eigenes Rezept…</translation>
    </message>
    <message>
        <location line="+92"/>
        <source>Recipe: {name}</source>
        <translation>Rezept: {name}</translation>
    </message>
    <message>
        <location filename="../../app/panels/sharing_pill.py" line="+1"/>
        <source>Share nothing any more</source>
        <translation>Nichts mehr freigeben</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>{title} with the class at {place}</source>
        <translation>{title} für die Klasse unter {place}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the address, the code and who fetches what</source>
        <translation>Die Adresse, den Code und wer was holt zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/travel_tower.py" line="+41"/>
        <source>Bricks of the image, the topmost first</source>
        <translation>Bausteine des Images, der oberste zuerst</translation>
    </message>
    <message>
        <location line="+78"/>
        <source>Image {title}</source>
        <translation>Image {title}</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>{share:.0f} percent</source>
        <translation>{share:.0f} Prozent</translation>
    </message>
    <message>
        <location filename="../../app/panels/two_towers.py" line="+65"/>
        <source>The tower before and after</source>
        <translation>Der Turm vorher und nachher</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/commands_panel.py" line="-178"/>
        <source>Commands that were run, newest first</source>
        <translation>Ausgeführte Befehle, der neueste zuerst</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>No command was recorded yet</source>
        <translation>Noch kein Befehl ist aufgezeichnet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What you type in the terminal is listed here, with what it changed.</source>
        <translation>Hier steht, was im Terminal eingegeben wird, und was es geändert hat.</translation>
    </message>
    <message>
        <location line="+107"/>
        <location line="+22"/>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <location line="-21"/>
        <location filename="../../app/panels/work/processes_panel.py" line="+70"/>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/commands_panel.py" line="+1"/>
        <source>Hide changed paths</source>
        <translation>Geänderte Pfade verbergen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show changed paths</source>
        <translation>Geänderte Pfade zeigen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Show this change</source>
        <translation>Diese Änderung zeigen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Mark here</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Write Containerfile …</source>
        <translation>Containerfile schreiben …</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Keep what was written up to now as a brick of its own, to come back to</source>
        <translation>Was bis jetzt geschrieben wurde, als eigenen Baustein behalten, zu dem man zurückkehren kann</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Write what was done as a Containerfile</source>
        <translation>Was getan wurde, als Containerfile schreiben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy what is chosen (Ctrl+C)</source>
        <translation>Kopieren, was ausgewählt ist (Strg+C)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run the chosen command once more</source>
        <translation>Den ausgewählten Befehl noch einmal ausführen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Throw away what was written since then</source>
        <translation>Wegwerfen, was seitdem geschrieben wurde</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/kind_chips.py" line="+11"/>
        <source>Which changes are shown</source>
        <translation>Welche Änderungen gezeigt werden</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Show {kind} files</source>
        <translation>Dateien zeigen: {kind}</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show all changes</source>
        <translation>Alle Änderungen zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/live_changes_panel.py" line="-136"/>
        <source>How changes are listed</source>
        <translation>Wie Änderungen aufgeführt werden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>By folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location line="+75"/>
        <source>Nothing has changed yet: what you do inside appears here.</source>
        <translation>Noch hat sich nichts geändert: Was im Container geschieht, erscheint hier.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No change of this kind is among the newest.</source>
        <translation>Unter den neuesten ist keine Änderung dieser Art.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No list is known yet, only the counts.</source>
        <translation>Noch ist keine Liste bekannt, nur die Anzahl.</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>Show difference</source>
        <translation>Unterschied zeigen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Copy paths</source>
        <translation>Pfade kopieren</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Copy {files} into /{folder}</source>
        <translation>{files} nach /{folder} kopieren</translation>
    </message>
    <message>
        <location line="+33"/>
        <location line="+1"/>
        <source>Changes are followed live</source>
        <translation>Änderungen werden live verfolgt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Live changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/live_lists.py" line="+121"/>
        <source>Newest changes</source>
        <translation>Neueste Änderungen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Changes by folder</source>
        <translation>Änderungen nach Ordnern</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/log_panel.py" line="-80"/>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stay at the newest line</source>
        <translation>Bei der neuesten Zeile bleiben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Wrap</source>
        <translation>Umbrechen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Long lines go on in the next one</source>
        <translation>Lange Zeilen gehen in der nächsten weiter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Find in the log (Ctrl+F)</source>
        <translation>Im Protokoll suchen (Strg+F)</translation>
    </message>
    <message>
        <location line="+4"/>
        <location filename="../../app/panels/work/work_tabs.py" line="+79"/>
        <source>Its command has said nothing yet.</source>
        <translation>Der Befehl hat noch nichts gesagt.</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/log_panel.py" line="+70"/>
        <source>the newest {number}</source>
        <translation>die neuesten {number}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{skipped_bytes} left out, it came too fast</source>
        <translation>{skipped_bytes} ausgelassen, es kam zu schnell</translation>
    </message>
    <message>
        <location line="+16"/>
        <location filename="../../app/panels/work/work_tabs.py" line="-76"/>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/log_view.py" line="+42"/>
        <source>Output of the container&apos;s own command</source>
        <translation>Ausgabe des Befehls des Containers</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/process_tree.py" line="+0"/>
        <source>Pid</source>
        <translation>Pid</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/processes_panel.py" line="-99"/>
        <location line="+94"/>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location line="-93"/>
        <location line="+93"/>
        <source>Kill</source>
        <translation>Erzwingen</translation>
    </message>
    <message>
        <location line="-65"/>
        <source>No process runs in it.</source>
        <translation>Darin läuft kein Prozess.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <location filename="../../app/viewmodel/usage_series.py" line="+74"/>
        <source>{count} process
{count} processes</source>
        <translation>
            <numerusform>{count} Prozess</numerusform>
            <numerusform>{count} Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/panels/work/processes_panel.py" line="+27"/>
        <source>This is the first process: the container ends with it. </source>
        <translation>Das ist der erste Prozess: Mit ihm endet der Container. </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{ends}Ask the chosen process to end (TERM)</source>
        <translation>{ends}Den ausgewählten Prozess bitten zu enden (TERM)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{ends}End the chosen process at once, it cannot save anything (KILL)</source>
        <translation>{ends}Den ausgewählten Prozess sofort beenden, er kann nichts mehr sichern (KILL)</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Choose a process first</source>
        <translation>Zuerst einen Prozess auswählen</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/usage_panel.py" line="+82"/>
        <source>Limits …</source>
        <translation>Grenzen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+47"/>
        <source>How much this container may use</source>
        <translation>Wie viel dieser Container verbrauchen darf</translation>
    </message>
    <message>
        <location line="-13"/>
        <source>It ended: {ending}</source>
        <translation>Er ist beendet: {ending}</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Estimates: measured process by process. What ended between two looks is missing.</source>
        <translation>Schätzungen: Prozess für Prozess gemessen. Was zwischen zwei Messungen endete, fehlt.</translation>
    </message>
    <message>
        <location line="+44"/>
        <location filename="../../app/panels/work/work_tabs.py" line="-2"/>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/usage_panel.py" line="+2"/>
        <source>last {window_s:.0f} minutes</source>
        <translation>letzte {window_s:.0f} Minuten</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>What the container uses</source>
        <translation>Was der Container verbraucht</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/usage_plot.py" line="+57"/>
        <source>Curve of the last minutes</source>
        <translation>Verlauf der letzten Minuten</translation>
    </message>
    <message>
        <location filename="../../app/panels/work/work_tabs.py" line="+5"/>
        <source>Start the container to see what it uses.</source>
        <translation>Erst in einem gestarteten Container ist zu sehen, was er verbraucht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Start the container to see what runs in it.</source>
        <translation>Erst in einem gestarteten Container ist zu sehen, was darin läuft.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>This container has no command of its own: it only runs what you type.</source>
        <translation>Dieser Container hat keinen eigenen Befehl: Er führt nur aus, was eingegeben wird.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Work in the container</source>
        <translation>Arbeit im Container</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>Its command has said nothing.</source>
        <translation>Sein Befehl hat nichts gesagt.</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Select a container to see what happens in it.</source>
        <translation>Wählen Sie einen Container aus, um zu sehen, was darin geschieht.</translation>
    </message>
    <message>
        <location filename="../../app/scene/ghost_item.py" line="+81"/>
        <source>{share:.0f} % here</source>
        <translation>{share:.0f} % hier</translation>
    </message>
    <message>
        <location filename="../../app/scene/help_mark.py" line="+46"/>
        <source>Explain this (Shift+F1)</source>
        <translation>Das erklären (Umschalt+F1)</translation>
    </message>
    <message>
        <location filename="../../app/scene/hover_card.py" line="-34"/>
        <location line="+46"/>
        <source>Click to select · Enter to inspect</source>
        <translation>Klick wählt aus · Eingabetaste untersucht</translation>
    </message>
    <message>
        <location line="-23"/>
        <source>{title} · layer {level} · {chain_id}</source>
        <translation>{title} · Schicht {level} · {chain_id}</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>In {images} · stored once</source>
        <translation>In {images} · einmal gespeichert</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>In one image</source>
        <translation>In einem Image</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Same brick in {copies} towers, stored once: shown {copies} × {size}, costs {size}</source>
        <translation>Derselbe Baustein in {copies} Türmen, einmal gespeichert: gezeigt {copies} × {size}, kostet {size}</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Container of {image_reference} · {state} · +{added}  ~{modified}  {minus}{deleted}</source>
        <translation>Container von {image_reference} · {state} · +{added}  ~{modified}  {minus}{deleted}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Click to open it</source>
        <translation>Ein Klick öffnet ihn</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Plugged into {plug}. </source>
        <translation>Angeschlossen an {plug}. </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{plug}Writable: gone when discarded, unless you snapshot it</source>
        <translation>{plug}Beschreibbar: weg, wenn er verworfen wird, außer mit einem Snapshot</translation>
    </message>
    <message>
        <location filename="../../app/scene/minimap.py" line="+30"/>
        <source>Overview of the wall</source>
        <translation>Überblick über die Wand</translation>
    </message>
    <message>
        <location filename="../../app/scene/open_brick_painter.py" line="-169"/>
        <location filename="../../app/window/command_strip.py" line="-19"/>
        <source>Writable layer</source>
        <translation>Beschreibbare Schicht</translation>
    </message>
    <message>
        <location filename="../../app/scene/picture.py" line="-9"/>
        <source>the picture cannot be written there</source>
        <translation>das Bild kann dort nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../../app/scene/switch_bar.py" line="+43"/>
        <source>Switches</source>
        <translation>Switches</translation>
    </message>
    <message>
        <location line="+106"/>
        <source>{number} more</source>
        <translation>{number} weitere</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} more switch
{count} more switches</source>
        <translation>
            <numerusform>{count} weiterer Switch</numerusform>
            <numerusform>{count} weitere Switches</numerusform>
        </translation>
    </message>
    <message>
        <location line="+56"/>
        <source>the outside</source>
        <translation>die Außenwelt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>nobody else</source>
        <translation>sonst niemanden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{as_sentence}. They reach one another and {others}. Press to keep them lit.</source>
        <translation>{as_sentence}. Sie erreichen einander und {others}. Ein Druck lässt sie hervorgehoben.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/scene/tower_note_item.py" line="+49"/>
        <source>{count} layer
{count} layers</source>
        <translation>
            <numerusform>{count} Schicht</numerusform>
            <numerusform>{count} Schichten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{share:.0f}{thin_space}% shared</source>
        <translation>{share:.0f}{thin_space}% gemeinsam</translation>
    </message>
    <message>
        <location filename="../../app/scene/wall_accessible.py" line="+1"/>
        <location filename="../../app/viewmodel/wall.py" line="+23"/>
        <source>Image repository, {flags}</source>
        <translation>Image-Repository, {flags}</translation>
    </message>
    <message>
        <location filename="../../app/scene/wall_scene.py" line="-9"/>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>writable, thrown away</source>
        <translation>beschreibbar; ohne Snapshot</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>unless you snapshot it</source>
        <translation>geht es verloren</translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>read-only, {count} brick
read-only, {count} bricks</source>
        <translation>
            <numerusform>schreibgeschützt, {count} Baustein</numerusform>
            <numerusform>schreibgeschützt, {count} Bausteine</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/scene/wall_view.py" line="+84"/>
        <source>Image repository</source>
        <translation>Image-Repository</translation>
    </message>
    <message>
        <location filename="../../app/terminal/find_bar.py" line="-62"/>
        <location line="+1"/>
        <source>Find in this terminal</source>
        <translation>In diesem Terminal suchen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Find an older one (Enter)</source>
        <translation>Eine ältere Stelle suchen (Eingabe)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Find a newer one (Shift+Enter)</source>
        <translation>Eine neuere Stelle suchen (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Close (Escape)</source>
        <translation>Schließen (Escape)</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>no newer one</source>
        <translation>keine neuere</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>no older one</source>
        <translation>keine ältere</translation>
    </message>
    <message>
        <location filename="../../app/terminal/notice_bar.py" line="+31"/>
        <source>Program to run, with its path and arguments</source>
        <translation>Auszuführendes Programm, mit Pfad und Argumenten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>/path/of/the/program argument …</source>
        <translation>/pfad/des/programms argument …</translation>
    </message>
    <message>
        <location filename="../../app/terminal/pane.py" line="-78"/>
        <source>This image has no shell: /bin/sh, bash, ash and dash are not in it. A program of it can be run here all the same; type its path.</source>
        <translation>Dieses Image hat keine Shell: /bin/sh, bash, ash und dash sind nicht darin. Ein Programm davon kann hier trotzdem laufen; geben Sie seinen Pfad ein.</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>New shell</source>
        <translation>Neue Shell</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The container is paused. What you type arrives when it goes on.</source>
        <translation>Der Container pausiert. Was eingegeben wird, kommt an, wenn er fortgesetzt wird.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Start the container to open a terminal in it.</source>
        <translation>Erst in einem gestarteten Container kann ein Terminal geöffnet werden.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Look for a shell again</source>
        <translation>Noch einmal nach einer Shell suchen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The container is paused. When it goes on, a new shell can be opened.</source>
        <translation>Der Container pausiert. Wird er fortgesetzt, kann eine neue Shell geöffnet werden.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The container is stopped. What was written stays here; start it to go on.</source>
        <translation>Der Container ist angehalten. Was geschrieben wurde, bleibt hier; weiter geht es, wenn er gestartet wird.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source> with exit code {code}</source>
        <translation> mit Exit-Code {code}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The shell has ended{end}. Enter opens a new one.</source>
        <translation>Die Shell ist beendet{end}. Die Eingabetaste öffnet eine neue.</translation>
    </message>
    <message>
        <location line="+72"/>
        <source>That is too much to paste: more than a million characters.</source>
        <translation>Das ist zu viel zum Einfügen: mehr als eine Million Zeichen.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>{lines} lines would run at once, one after the other: “{shown}” …</source>
        <translation>{lines} Zeilen würden sofort ausgeführt, eine nach der anderen: „{shown}“ …</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+6"/>
        <source>Paste and run</source>
        <translation>Einfügen und ausführen</translation>
    </message>
    <message>
        <location line="-2"/>
        <source>It ends with Enter and would run at once: “{shown}”</source>
        <translation>Es endet mit einem Zeilenende und würde sofort ausgeführt: „{shown}“</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Paste without Enter</source>
        <translation>Ohne Zeilenende einfügen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The program does not read what is pasted; nothing was sent.</source>
        <translation>Das Programm liest nicht, was eingefügt wird; nichts wurde gesendet.</translation>
    </message>
    <message>
        <location filename="../../app/terminal/session.py" line="+103"/>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Type the path of a program, for instance  /bin/program --help</source>
        <translation>Geben Sie den Pfad eines Programms ein, zum Beispiel  /bin/program --help</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>the container was stopped</source>
        <translation>der Container wurde angehalten</translation>
    </message>
    <message>
        <location line="+44"/>
        <location filename="../../app/terminal/tabs.py" line="+6"/>
        <source>no shell</source>
        <translation>keine Shell</translation>
    </message>
    <message>
        <location filename="../../app/terminal/session.py" line="+90"/>
        <source>a new shell</source>
        <translation>eine neue Shell</translation>
    </message>
    <message>
        <location filename="../../app/terminal/tab_strip.py" line="+39"/>
        <source>New terminal (Ctrl+Shift+T)</source>
        <translation>Neues Terminal (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Find (Ctrl+Shift+F)</source>
        <translation>Suchen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Size of text, and more</source>
        <translation>Schriftgröße und mehr</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Terminal {number}: {title}</source>
        <translation>Terminal {number}: {title}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Close terminal {number} (Ctrl+Shift+W)</source>
        <translation>Terminal {number} schließen (Strg+Umschalt+W)</translation>
    </message>
    <message>
        <location filename="../../app/terminal/tabs.py" line="-121"/>
        <source>The container does not run</source>
        <translation>Der Container läuft nicht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Close one of the terminals first</source>
        <translation>Zuerst eines der Terminals schließen</translation>
    </message>
    <message>
        <location line="+65"/>
        <source>“{title}” still runs here and would be ended.</source>
        <translation>„{title}“ läuft hier noch und würde beendet.</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/terminal/verbs.py" line="+8"/>
        <source>Close terminal</source>
        <translation>Terminal schließen</translation>
    </message>
    <message>
        <location filename="../../app/terminal/tabs.py" line="+43"/>
        <location filename="../../app/viewmodel/state_words.py" line="-23"/>
        <location filename="../../app/window/sidebar.py" line="+33"/>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <location filename="../../app/terminal/tabs.py" line="+6"/>
        <location line="+2"/>
        <source>opening</source>
        <translation>öffnet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <location filename="../../app/terminal/verbs.py" line="-10"/>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Paste what is selected</source>
        <translation>Ausgewähltes einfügen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Forget what scrolled out</source>
        <translation>Hinausgerolltes vergessen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Usual size</source>
        <translation>Übliche Größe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Projector size</source>
        <translation>Größe für den Beamer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>New terminal</source>
        <translation>Neues Terminal</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Next terminal</source>
        <translation>Nächstes Terminal</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Previous terminal</source>
        <translation>Vorheriges Terminal</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A page up</source>
        <translation>Eine Seite hinauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A page down</source>
        <translation>Eine Seite hinunter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>To the oldest line</source>
        <translation>Zur ältesten Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>To the newest line</source>
        <translation>Zur neuesten Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Leave the terminal</source>
        <translation>Terminal verlassen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Leave the terminal backwards</source>
        <translation>Terminal rückwärts verlassen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Back to the bricks</source>
        <translation>Zurück zu den Bausteinen</translation>
    </message>
    <message>
        <location filename="../../app/terminal/view.py" line="+71"/>
        <source>Terminal in {name}</source>
        <translation>Terminal in {name}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/advice_words.py" line="+16"/>
        <source>Brick {upper} hides files of the base image{where}, which makes nothing smaller: build on a base image without them.</source>
        <translation>Baustein {upper} verdeckt Dateien des Basis-Images{where}, und das macht nichts kleiner: auf einem Basis-Image ohne sie bauen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} copies whole files of the base image{where} only for their mode, owner or time: leave them as they are, or build on a base image that has them so.</source>
        <translation>Baustein {upper} kopiert ganze Dateien des Basis-Images{where} nur wegen Rechten, Besitzer oder Zeit: so lassen, wie sie sind, oder auf einem Basis-Image bauen, in dem sie schon so sind.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} copies whole files of brick {lower}{where} only for their mode, owner or time: set these where the files are made (COPY --chmod, COPY --chown).</source>
        <translation>Baustein {upper} kopiert ganze Dateien aus Baustein {lower}{where} nur wegen Rechten, Besitzer oder Zeit: dort setzen, wo die Dateien entstehen (COPY --chmod, COPY --chown).</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} stores the same files once more{where}: leave them out there.</source>
        <translation>Baustein {upper} speichert dieselben Dateien noch einmal{where}: dort weglassen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Brick {upper} deletes caches of brick {lower}{where}: remove them in the same step that fetches them.</source>
        <translation>Baustein {upper} löscht Caches aus Baustein {lower}{where}: im selben Schritt entfernen, der sie holt.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} replaces files of brick {lower}{where}: make them right there, or join the two.</source>
        <translation>Baustein {upper} ersetzt Dateien aus Baustein {lower}{where}: dort gleich richtig machen oder beide zusammenfassen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} puts something of another type in the place of files of brick {lower}{where}: make it so there, or join the two.</source>
        <translation>Baustein {upper} setzt etwas anderer Art an die Stelle von Dateien aus Baustein {lower}{where}: dort gleich so machen oder beide zusammenfassen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {upper} deletes files of brick {lower}{where}: delete them there already, or join the two.</source>
        <translation>Baustein {upper} löscht Dateien aus Baustein {lower}{where}: schon dort löschen oder beide zusammenfassen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The archive of brick {lower} holds files twice.</source>
        <translation>Das Archiv von Baustein {lower} enthält Dateien doppelt.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Package lists or caches are left behind in brick {lower}{where}: remove them in the same step that fetches them.</source>
        <translation>In Baustein {lower}{where} sind Paketlisten oder Caches zurückgeblieben: im selben Schritt entfernen, der sie holt.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The base image itself stores files that nobody sees: only whoever makes it can save that, or squash it for you.</source>
        <translation>Das Basis-Image selbst speichert Dateien, die niemand sieht: Nur wer es macht, kann das sparen oder es zusammenfassen.</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/archive_words.py" line="+22"/>
        <source>Nothing had to come</source>
        <translation>Nichts musste kommen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>; {more} more came</source>
        <translation>; {more} weitere kamen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{taken} means another image here: this one is {given}{rest}</source>
        <translation>{taken} bedeutet hier ein anderes Image: Dieses heißt {given}{rest}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>, {new_bytes} of it new</source>
        <translation>, davon neu {new_bytes}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>{first} is in the repository{new}</source>
        <translation>{first} ist im Repository{new}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{first} and {images} more are in the repository{new}</source>
        <translation>{first} und {images} weitere sind im Repository{new}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/arrivals.py" line="+66"/>
        <source>Image {title} on its way here, {share:.0f} % of it has come</source>
        <translation>Image {title} auf dem Weg hierher, {share:.0f} % davon sind da</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/build_view.py" line="-3"/>
        <location filename="../../app/viewmodel/lesson_cards.py" line="+73"/>
        <location filename="../../app/viewmodel/lesson_view.py" line="+31"/>
        <location filename="../../app/viewmodel/run_rows.py" line="-25"/>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/build_view.py" line="+2"/>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/byte_words.py" line="-156"/>
        <source>Rebuilding or squashing the image would save it. It is not what this disk would get back: other images may use the same bricks.</source>
        <translation>Das Image neu zu bauen oder zusammenzufassen würde es sparen. So viel gibt diese Platte aber nicht unbedingt zurück: Andere Images können dieselben Bausteine benutzen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>deleted by a later brick</source>
        <translation>von einem späteren Baustein gelöscht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>overwritten by a later brick</source>
        <translation>von einem späteren Baustein überschrieben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>copied for mode, owner or time</source>
        <translation>wegen Rechten, Besitzer oder Zeit kopiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>stored again though nothing differs</source>
        <translation>noch einmal gespeichert, obwohl nichts verschieden ist</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+9"/>
        <location filename="../../app/viewmodel/state_words.py" line="+24"/>
        <source>replaced by another type</source>
        <translation>durch eine andere Art ersetzt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/byte_words.py" line="-8"/>
        <location line="+9"/>
        <source>twice in its own archive</source>
        <translation>doppelt im eigenen Archiv</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>copied for its metadata</source>
        <translation>wegen Metadaten kopiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>stored again, the same</source>
        <translation>gleich noch einmal gespeichert</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>{dead} hidden later</source>
        <translation>{dead} später verdeckt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>hides {caused} below</source>
        <translation>verdeckt {caused} darunter</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Brick {level} {title}: stores {stored}</source>
        <translation>Baustein {level} {title}: speichert {stored}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>adds {added}, running total {total}</source>
        <translation>bringt {added}, bisher zusammen {total}</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>more than 99.9 %</source>
        <translation>mehr als 99,9 %</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>less than 0.1 %</source>
        <translation>weniger als 0,1 %</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Above the base image ({base}) nothing is hidden.</source>
        <translation>Über dem Basis-Image ({base}) ist nichts verdeckt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Above the base image ({base}) {caused} are hidden: {share} of what those bricks store.</source>
        <translation>Über dem Basis-Image ({base}) sind {caused} verdeckt: {share} dessen, was diese Bausteine speichern.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>The contents of brick {level} are not available: nothing of it is counted.</source>
        <translation>Der Inhalt von Baustein {level} ist nicht verfügbar: Nichts davon ist mitgezählt.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The contents of bricks {levels} are not available: nothing of them is counted.</source>
        <translation>Der Inhalt der Bausteine {levels} ist nicht verfügbar: Nichts davon ist mitgezählt.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>the contents of all files in all bricks, hidden ones too: what is counted above</source>
        <translation>der Inhalt aller Dateien in allen Bausteinen, auch verdeckter: was oben gezählt wird</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>On disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the bricks unpacked as archives: contents, names and padding</source>
        <translation>die Bausteine als entpackte Archive: Inhalt, Namen und Füllbytes</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Download</source>
        <translation>Zu laden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the bricks compressed, as a registry sends them</source>
        <translation>die Bausteine gepackt, wie eine Registry sie sendet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Only here</source>
        <translation>Nur hier</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>of the download, bricks that no other image has: removing the image frees so much</source>
        <translation>vom Geladenen die Bausteine, die kein anderes Image hat: So viel wird frei, wenn das Image entfernt wird</translation>
    </message>
    <message numerus="yes">
        <location line="+9"/>
        <location line="+2"/>
        <source>{count} hidden file
{count} hidden files</source>
        <translation>
            <numerusform>{count} verdeckte Datei</numerusform>
            <numerusform>{count} verdeckte Dateien</numerusform>
        </translation>
    </message>
    <message>
        <location line="-1"/>
        <source>The {listed} largest of {total}</source>
        <translation>{total}, davon die größten {listed}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path}, {size_bytes}, stored in brick {level}, hidden in brick {hidden_at}, {cause_words}</source>
        <translation>{path}, {size_bytes}, gespeichert in Baustein {level}, verdeckt in Baustein {hidden_at}, {cause_words}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/check_words.py" line="+13"/>
        <source>something is there that should not be</source>
        <translation>etwas ist da, das nicht da sein sollte</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>the image {name} is gone, or is another one</source>
        <translation>das Image {name} ist weg oder ein anderes</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>images that stand on {name} are gone</source>
        <translation>Images, die auf {name} stehen, sind weg</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the container {name} is not as it was</source>
        <translation>der Container {name} ist nicht mehr, wie er war</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{path} is not as it was</source>
        <translation>{path} ist nicht mehr, wie es war</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the program in {name} does not answer any more</source>
        <translation>das Programm in {name} antwortet nicht mehr</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>port {port} does not answer any more</source>
        <translation>Port {port} antwortet nicht mehr</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the registry does not have {name} any more</source>
        <translation>die Registry hat {name} nicht mehr</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the repository is not shared any more</source>
        <translation>das Repository ist nicht mehr freigegeben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the mark of {name} is gone</source>
        <translation>die Marke von {name} ist weg</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>what it made is not there any more</source>
        <translation>was entstanden war, ist nicht mehr da</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/viewmodel/commit_words.py" line="+77"/>
        <source>{tool} leaves nothing out: {count} path more
{tool} leaves nothing out: {count} paths more</source>
        <translation>
            <numerusform>{tool} lässt nichts weg: {count} Pfad mehr</numerusform>
            <numerusform>{tool} lässt nichts weg: {count} Pfade mehr</numerusform>
        </translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{tool} keeps these variables too: {names}</source>
        <translation>{tool} behält auch diese Variablen: {names}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/console.py" line="+55"/>
        <source>… {skipped_bytes:,} bytes left out …</source>
        <translation>… {skipped_bytes:,} Bytes ausgelassen …</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/container_form.py" line="+39"/>
        <source>write NAME=value, one in each line; a name has letters, digits and _</source>
        <translation>schreiben Sie NAME=Wert, eines je Zeile; ein Name hat Buchstaben, Ziffern und _</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>setting of the environment</source>
        <translation>Einstellung der Umgebung</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>write /folder/here:/folder/inside, with :ro behind it to be read only</source>
        <translation>schreiben Sie /ordner/hier:/ordner/innen, mit :ro dahinter nur zum Lesen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>shared folder</source>
        <translation>gemeinsamer Ordner</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>write a number with MB or GB, like 512 MB</source>
        <translation>schreiben Sie eine Zahl mit MB oder GB, etwa 512 MB</translation>
    </message>
    <message>
        <location line="+12"/>
        <location filename="../../app/viewmodel/limit_rows.py" line="+89"/>
        <source>write a number above 0</source>
        <translation>schreiben Sie eine Zahl über 0</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/container_form.py" line="+5"/>
        <source>write 8080:80 (here, inside), with /udp behind it where it is not tcp</source>
        <translation>schreiben Sie 8080:80 (hier, innen), mit /udp dahinter, wo es nicht tcp ist</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+6"/>
        <source>published port</source>
        <translation>veröffentlichter Port</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>ports go from 1 to {last_port}</source>
        <translation>Ports gehen von 1 bis {last_port}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/equivalents.py" line="+149"/>
        <source>no cmdlet pauses a container</source>
        <translation>kein Cmdlet pausiert einen Container</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>no cmdlet renames a container</source>
        <translation>kein Cmdlet benennt einen Container um</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/export_form.py" line="-68"/>
        <location filename="../../app/viewmodel/state_words.py" line="+2"/>
        <source>OCI archive</source>
        <translation>OCI-Archiv</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/export_form.py" line="+0"/>
        <source>For podman, skopeo and Bricklayer.</source>
        <translation>Für podman, skopeo und Bricklayer.</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+2"/>
        <source>Docker archive</source>
        <translation>Docker-Archiv</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/export_form.py" line="+0"/>
        <source>For docker load; podman reads it too.</source>
        <translation>Für docker load; podman liest es auch.</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>{words}; sharing saves {saved}</source>
        <translation>{words}; Gemeinsames spart {saved}</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>{missing} of it are not here</source>
        <translation>{missing} davon sind nicht hier</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>One brick of it is not here</source>
        <translation>Ein Baustein davon ist nicht hier</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>not whole here</source>
        <translation>nicht ganz hier</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/finding_rows.py" line="-25"/>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>deleted in brick {deleted_at}, still inside</source>
        <translation>gelöscht in Baustein {deleted_at}, aber noch darin</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>line {line}  {excerpt}</source>
        <translation>Zeile {line}  {excerpt}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/foretold.py" line="+32"/>
        <location line="+33"/>
        <location line="+6"/>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>PUBLISHER</source>
        <translation>HERAUSGEBER</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>LABEL</source>
        <translation>BESCHRIFTUNG</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/handout_form.py" line="-8"/>
        <source>The wall</source>
        <translation>Die Wand</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>One image&apos;s stack</source>
        <translation>Der Turm eines Images</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A container</source>
        <translation>Ein Container</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A page of the inspector</source>
        <translation>Eine Seite der Untersuchung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A lesson</source>
        <translation>Eine Lektion</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>PDF, to print</source>
        <translation>PDF, zum Drucken</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SVG picture</source>
        <translation>SVG-Bild</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>GIF film of the building</source>
        <translation>GIF-Film vom Bauen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>WebP film of the building</source>
        <translation>WebP-Film vom Bauen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>APNG film of the building</source>
        <translation>APNG-Film vom Bauen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A PNG picture for each brick</source>
        <translation>Ein PNG-Bild für jeden Baustein</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/head_facts.py" line="+14"/>
        <source>from {image_reference}</source>
        <translation>von {image_reference}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>switch: {switch}</source>
        <translation>Switch: {switch}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>port {as_text}</source>
        <translation>Port {as_text}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>not limited here: {unenforced}</source>
        <translation>hier nicht begrenzt: {unenforced}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>CPU {used_s}</source>
        <translation>CPU {used_s}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{memory_bytes} memory</source>
        <translation>{memory_bytes} Speicher</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/history.py" line="+105"/>
        <source>today {time}</source>
        <translation>heute {time}</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>The image does not tell how its bricks were made.</source>
        <translation>Das Image sagt nicht, wie seine Bausteine entstanden sind.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>{count} step makes a brick
{count} steps make a brick</source>
        <translation>
            <numerusform>{count} Schritt ergibt einen Baustein</numerusform>
            <numerusform>{count} Schritte ergeben einen Baustein</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>By its history {told}, but the image has {layers}: which step made which brick cannot be told.</source>
        <translation>Nach seinem Verlauf gilt: {told}, aber das Image hat {layers}. Welcher Schritt welchen Baustein ergab, ist nicht zu sagen.</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_equivalents.py" line="+36"/>
        <source>no cmdlet makes a base image; Install-ContainerOSImage installs one</source>
        <translation>kein Cmdlet legt ein Basis-Image an; Install-ContainerOSImage installiert eines</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{tool} has no starter base: {export}, then {load}</source>
        <translation>{tool} hat kein Starter-Basis-Image: {export}, dann {load}</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>no cmdlet gives an image a second name</source>
        <translation>kein Cmdlet gibt einem Image einen zweiten Namen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>no cmdlet builds from a Containerfile</source>
        <translation>kein Cmdlet baut aus einem Containerfile</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>{tool} does a step by itself only in a build: {step}</source>
        <translation>{tool} tut einen Schritt für sich nur in einem Build: {step}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>no cmdlet compares images</source>
        <translation>kein Cmdlet vergleicht Images</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+1"/>
        <location filename="../../app/viewmodel/import_form.py" line="-116"/>
        <source>Entry point</source>
        <translation>Einstiegspunkt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+2"/>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/import_form.py" line="+0"/>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+8"/>
        <location filename="../../app/viewmodel/remote_facts.py" line="-20"/>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+2"/>
        <location filename="../../app/viewmodel/import_form.py" line="-8"/>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+1"/>
        <source>Stands on</source>
        <translation>Steht auf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Base digest</source>
        <translation>Basis-Digest</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Image ID</source>
        <translation>Image-ID</translation>
    </message>
    <message>
        <location line="+13"/>
        <location filename="../../app/viewmodel/measures.py" line="-86"/>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/image_facts.py" line="+1"/>
        <source>Made by</source>
        <translation>Entstanden durch</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Used by</source>
        <translation>Benutzt von</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Diff ID</source>
        <translation>Diff-ID</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Chain ID</source>
        <translation>Chain-ID</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Media type</source>
        <translation>Medientyp</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>not available: {missing}</source>
        <translation>nicht verfügbar: {missing}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/import_form.py" line="-21"/>
        <source>, packed with {compression}</source>
        <translation>, gepackt mit {compression}</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message numerus="yes">
        <location line="+8"/>
        <source>{count} setting
{count} settings</source>
        <translation>
            <numerusform>{count} Einstellung</numerusform>
            <numerusform>{count} Einstellungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Called there</source>
        <translation>Heißt dort</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>another machine</source>
        <translation>einen anderen Rechner</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>It is made for {platform}: containers of it cannot run on this computer.</source>
        <translation>Es ist gemacht für {platform}: Container davon können auf diesem Computer nicht laufen.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>write a name, a colon and a version, like web:1.0</source>
        <translation>schreiben Sie einen Namen, einen Doppelpunkt und eine Version, etwa web:1.0</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>name of an image</source>
        <translation>Name eines Images</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Another image that you have chosen is called so too.</source>
        <translation>Ein anderes ausgewähltes Image heißt auch so.</translation>
    </message>
    <message>
        <location line="+53"/>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>cannot be imported</source>
        <translation>kann nicht importiert werden</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="-18"/>
        <location line="+16"/>
        <source>here already</source>
        <translation>schon hier</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/import_form.py" line="+2"/>
        <source>the name means another image here</source>
        <translation>der Name bedeutet hier ein anderes Image</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>for another machine</source>
        <translation>für einen anderen Rechner</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>and {lines} more</source>
        <translation>und {lines} weitere</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/inside_equivalents.py" line="+33"/>
        <source>no cmdlet copies into a container; a folder can be shared</source>
        <translation>kein Cmdlet kopiert in einen Container; ein Ordner kann geteilt werden</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>no cmdlet copies out of a container; a folder can be shared</source>
        <translation>kein Cmdlet kopiert aus einem Container; ein Ordner kann geteilt werden</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>no cmdlet tells what a container changed</source>
        <translation>kein Cmdlet sagt, was ein Container geändert hat</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>no cmdlet marks a container; New-ContainerImage keeps a stopped one</source>
        <translation>kein Cmdlet setzt eine Marke; New-ContainerImage hält einen angehaltenen Container fest</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>no cmdlet takes a container back to a mark</source>
        <translation>kein Cmdlet rollt einen Container auf eine Marke zurück</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>no cmdlet limits a running container&apos;s memory or processes</source>
        <translation>kein Cmdlet begrenzt Speicher oder Prozesse eines laufenden Containers</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>podman update cannot limit processes before version 5</source>
        <translation>podman update kann Prozesse erst ab Version 5 begrenzen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{tool} update takes no limit away that was set</source>
        <translation>{tool} update nimmt keine gesetzte Grenze weg</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>no cmdlet keeps what a container says</source>
        <translation>kein Cmdlet behält, was ein Container sagt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/inspected.py" line="+38"/>
        <source>they are not in this repository</source>
        <translation>sie sind nicht in diesem Repository</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/key_words.py" line="+10"/>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Alt</source>
        <comment>key</comment>
        <translation>Alt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Delete</source>
        <comment>key</comment>
        <translation>Entf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>End</source>
        <comment>key</comment>
        <translation>Ende</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Tab</source>
        <comment>key</comment>
        <translation>Tab</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/lesson_cards.py" line="-9"/>
        <source>To begin with</source>
        <translation>Einstieg</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>After the first</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>In depth</source>
        <translation>Vertiefung</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{done} of {total} steps</source>
        <translation>{done} von {total} Schritten</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{minutes} minutes</source>
        <translation>{minutes} Minuten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{steps} steps</source>
        <translation>{steps} Schritte</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/lesson_making.py" line="+71"/>
        <source>Give the lesson a title and a summary in English.</source>
        <translation>Die Lektion braucht einen Titel und eine Zusammenfassung auf Englisch.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Record a step first.</source>
        <translation>Zuerst einen Schritt aufnehmen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Step {number} needs a title, what to do and what to expect, in English.</source>
        <translation>Schritt {number} braucht auf Englisch einen Titel, was zu tun und was zu erwarten ist.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Choose a check for step {number}.</source>
        <translation>Für Schritt {number} eine Prüfung auswählen.</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/lesson_view.py" line="+1"/>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>open again</source>
        <translation>wieder offen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <location line="+67"/>
        <source>You said “{said}”, and so it is.</source>
        <translation>Gesagt war „{said}“, und so ist es.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>You said “{said}”; it is “{right}”.</source>
        <translation>Gesagt war „{said}“; es ist „{right}“.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>{title}, {role}: it stands</source>
        <translation>{title}, {role}: steht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{title}, {role}: not yet</source>
        <translation>{title}, {role}: noch nicht</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/lesson_wording.py" line="-2"/>
        <source>{bricks}, {size}; best {best_bricks}, {best_size}</source>
        <translation>{bricks}, {size}; am besten: {best_bricks}, {best_size}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Three stars: it cannot be done with much less.</source>
        <translation>Drei Sterne: Mit viel weniger geht es nicht.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Two stars: nearly the best.</source>
        <translation>Zwei Sterne: fast am besten.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>One star: it works, and could be smaller.</source>
        <translation>Ein Stern: Es geht, und könnte kleiner sein.</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/life.py" line="+22"/>
        <source>a file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a directory</source>
        <translation>ein Verzeichnis</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a link</source>
        <translation>ein Link</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a pipe</source>
        <translation>eine Pipe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a character device</source>
        <translation>ein Zeichengerät</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a block device</source>
        <translation>ein Blockgerät</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a socket</source>
        <translation>ein Socket</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>, by {one_line}</source>
        <translation>, durch {one_line}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Brick {level}: {words}{made}</source>
        <translation>Baustein {level}: {words}{made}</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>No brick of this image has had this path.</source>
        <translation>Kein Baustein dieses Images hatte diesen Pfad.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} brick has to do with it; it is gone in the end.
{count} bricks have to do with it; it is gone in the end.</source>
        <translation>
            <numerusform>{count} Baustein hat damit zu tun; am Ende ist er weg.</numerusform>
            <numerusform>{count} Bausteine haben damit zu tun; am Ende ist er weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>{count} brick has to do with it; it is there in the end.
{count} bricks have to do with it; it is there in the end.</source>
        <translation>
            <numerusform>{count} Baustein hat damit zu tun; am Ende ist er da.</numerusform>
            <numerusform>{count} Bausteine haben damit zu tun; am Ende ist er da.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+12"/>
        <source>added again{thing}</source>
        <translation>wieder hinzugefügt{thing}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>added{thing}</source>
        <translation>hinzugefügt{thing}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>rewritten, and nothing differs{size}</source>
        <translation>neu geschrieben, und nichts ist verschieden{size}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>removed with its directory and made anew{thing}</source>
        <translation>mit seinem Verzeichnis entfernt und neu angelegt{thing}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>replaced by {thing}{target}{size}</source>
        <translation>ersetzt: jetzt {thing}{target}{size}</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>brick {end}</source>
        <translation>Baustein {end}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>bricks {start} to {end}</source>
        <translation>Bausteine {start} bis {end}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>unchanged in {bricks}</source>
        <translation>unverändert: {bricks}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>not there in {bricks}</source>
        <translation>nicht da: {bricks}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>not there yet in {bricks}</source>
        <translation>noch nicht da: {bricks}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>, one file with {link}</source>
        <translation>, eine Datei mit {link}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source> to {link}</source>
        <translation> auf {link}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>, before to {link}</source>
        <translation>, vorher auf {link}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>now a link to {link}{old}{more}</source>
        <translation>jetzt ein Link auf {link}{old}{more}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>other contents, {sizes}{more}</source>
        <translation>anderer Inhalt, {sizes}{more}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>other contents{size}{more}</source>
        <translation>anderer Inhalt{size}{more}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>mode, owner or time</source>
        <translation>Rechte, Besitzer oder Zeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{words}: the whole file was copied, {size_bytes}</source>
        <translation>{words}: Die ganze Datei wurde kopiert, {size_bytes}</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>mode {was}{mode:04o}</source>
        <translation>Rechte {was}{mode:04o}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>owner {was}{uid}:{gid}</source>
        <translation>Besitzer {was}{uid}:{gid}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>other extended attributes</source>
        <translation>andere erweiterte Attribute</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>another time</source>
        <translation>andere Zeit</translation>
    </message>
    <message>
        <location line="+5"/>
        <source> with its directory {by_path}</source>
        <translation> mit seinem Verzeichnis {by_path}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>; its {size} stay in brick {level}</source>
        <translation>; seine {size} bleiben in Baustein {level}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>deleted{with_it}{stays}</source>
        <translation>gelöscht{with_it}{stays}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/limit_rows.py" line="-54"/>
        <source>Entries of one layer</source>
        <translation>Einträge einer Schicht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Files, folders and links. Millions of empty files would use up the disk&apos;s inodes.</source>
        <translation>Dateien, Ordner und Links. Millionen leerer Dateien würden die Inodes der Platte aufbrauchen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Layers of one image</source>
        <translation>Schichten eines Images</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Each layer is one more folder that every file access of a container passes through.</source>
        <translation>Jede Schicht ist ein Ordner mehr, durch den jeder Dateizugriff eines Containers geht.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Size of one layer, unpacked</source>
        <translation>Größe einer Schicht, entpackt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All its files together; holes in sparse files count as if they were written.</source>
        <translation>Alle ihre Dateien zusammen; Löcher in Dateien zählen, als wären sie geschrieben.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Expansion</source>
        <translation>Ausdehnung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>times</source>
        <translation>-fach</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How many times larger than its packed bytes a layer may become. A bomb becomes thousands of times larger.</source>
        <translation>Wievielmal größer als ihre gepackten Bytes eine Schicht werden darf. Eine Bombe wird tausendmal größer.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Expansion is asked from</source>
        <translation>Ausdehnung zählt ab</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Layers that unpack to less may expand as they like, since small files pack well.</source>
        <translation>Schichten, die entpackt kleiner sind, dürfen sich beliebig ausdehnen: Kleine Dateien packen sich gut.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Room that stays free</source>
        <translation>Platz, der frei bleibt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>So much of the disk is left to everybody else; of a small disk a tenth is enough.</source>
        <translation>So viel von der Platte bleibt für alle anderen; bei einer kleinen genügt ein Zehntel.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>write a size above 0, like 512 MiB</source>
        <translation>schreiben Sie eine Größe über 0, etwa 512 MiB</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/live_rows.py" line="-1"/>
        <source>only mode, owner or times differ</source>
        <translation>nur Rechte, Besitzer oder Zeiten verschieden</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>{directory}: {folded}. Enter shows them.</source>
        <translation>{directory}: {folded}. Die Eingabetaste zeigt sie.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} more new file
{count} more new files</source>
        <translation>
            <numerusform>{count} weitere neue Datei</numerusform>
            <numerusform>{count} weitere neue Dateien</numerusform>
        </translation>
    </message>
    <message>
        <location line="+43"/>
        <source>{added} added, {modified} modified, {deleted} deleted</source>
        <translation>{added} hinzugefügt, {modified} geändert, {deleted} gelöscht</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Folder {directory}{name}: {counts}, {size_bytes}</source>
        <translation>Ordner {directory}{name}: {counts}, {size_bytes}</translation>
    </message>
    <message>
        <location line="+70"/>
        <source>still looking …</source>
        <translation>es wird noch gesucht …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{copied} of {whole} are whole files that differ only in part</source>
        <translation>{copied} von {whole} sind ganze Dateien, die nur zum Teil verschieden sind</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>the newest {listed} of {total} are listed</source>
        <translation>die neuesten {listed} von {total} sind aufgeführt</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>hidden: {hidden} made by the engine</source>
        <translation>verborgen: {hidden} von der Engine</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} path
{count} paths</source>
        <translation>
            <numerusform>{count} Pfad</numerusform>
            <numerusform>{count} Pfade</numerusform>
        </translation>
    </message>
    <message>
        <location line="+5"/>
        <source>mounts will not be in the layer: {paths}</source>
        <translation>Eingehängtes kommt nicht in die Schicht: {paths}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>cannot be in a layer: {some}</source>
        <translation>kann nicht in eine Schicht: {some}</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message numerus="yes">
        <location line="+12"/>
        <source>{count} byte
{count} bytes</source>
        <translation>
            <numerusform>{count} Byte</numerusform>
            <numerusform>{count} Bytes</numerusform>
        </translation>
    </message>
    <message>
        <location line="+20"/>
        <source>, {size_bytes} copied</source>
        <translation>, {size_bytes} kopiert</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>mode or owner only{copied}</source>
        <translation>nur Rechte oder Besitzer{copied}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>written again, nothing differs{copied}</source>
        <translation>neu geschrieben, nichts verschieden{copied}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>nothing differs{copied}</source>
        <translation>nichts verschieden{copied}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{changed_bytes} changed{copied}</source>
        <translation>{changed_bytes} geändert{copied}</translation>
    </message>
    <message numerus="yes">
        <location line="+34"/>
        <source>{count} more file
{count} more files</source>
        <translation>
            <numerusform>{count} weitere Datei</numerusform>
            <numerusform>{count} weitere Dateien</numerusform>
        </translation>
    </message>
    <message>
        <location line="+38"/>
        <source>{named} and {more} more</source>
        <translation>{named} und {more} weitere</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/measures.py" line="+2"/>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reclaimable bytes</source>
        <translation>Verschwendete Bytes</translation>
    </message>
    <message>
        <location line="+28"/>
        <location line="+8"/>
        <source>below 1 MB</source>
        <translation>unter 1 MB</translation>
    </message>
    <message>
        <location line="-8"/>
        <location line="+8"/>
        <location line="+1"/>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <location line="-7"/>
        <source>this week</source>
        <translation>diese Woche</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>half a year</source>
        <translation>halbes Jahr</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>2 years</source>
        <translation>2 Jahre</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+1"/>
        <location filename="../../core/recipe/answers.py" line="+37"/>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/measures.py" line="+0"/>
        <source>2 to 4</source>
        <translation>2 bis 4</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>5 to 19</source>
        <translation>5 bis 19</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>age unknown</source>
        <translation>Alter unbekannt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{created} old</source>
        <translation>{created} alt</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{wasted} reclaimable</source>
        <translation>{wasted} verschwendet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>nothing reclaimable</source>
        <translation>nichts verschwendet</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>no warnings</source>
        <translation>keine Warnungen</translation>
    </message>
    <message>
        <location line="+19"/>
        <location filename="../../app/viewmodel/wall.py" line="-115"/>
        <source>contents not available</source>
        <translation>Inhalt nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/measures.py" line="+1"/>
        <source>not looked into yet</source>
        <translation>noch nicht angesehen</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/offer_form.py" line="+38"/>
        <source>choose a number up to {highest_port}, 0 for any</source>
        <translation>wählen Sie eine Zahl bis {highest_port}, 0 für eine beliebige</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/offer_words.py" line="-82"/>
        <source>It is plain http, without encryption: everybody in this network can read what is fetched. Offer nothing that is secret.</source>
        <translation>Es ist einfaches http, ohne Verschlüsselung: Alle in diesem Netzwerk können lesen, was geholt wird. Geben Sie nichts Geheimes frei.</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Docker asks for encryption, unless “{address}” stands among the insecure-registries of its settings (daemon.json).</source>
        <translation>Docker verlangt Verschlüsselung, außer „{address}“ steht unter den insecure-registries seiner Einstellungen (daemon.json).</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>no network</source>
        <translation>kein Netzwerk</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Shared: {images}</source>
        <translation>Freigegeben: {images}</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Other Bricklayers in this network find it by themselves.</source>
        <translation>Andere Bricklayer in diesem Netzwerk finden es von selbst.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>stored {size}</source>
        <translation>{size} gespeichert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>storing, {size}</source>
        <translation>wird gespeichert, {size}</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Nobody has fetched anything yet.</source>
        <translation>Noch hat niemand etwas geholt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{sent_bytes} sent to {peers}</source>
        <translation>{sent_bytes} an {peers} gesendet</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} computer
{count} computers</source>
        <translation>
            <numerusform>{count} Computer</numerusform>
            <numerusform>{count} Computer</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/open_brick.py" line="+0"/>
        <source>, {marks} below</source>
        <translation>, {marks} darunter</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>, plugged into {plug}</source>
        <translation>, angeschlossen an {plug}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Container {name}, {state}, writable layer, {added} added, {modified} modified, {deleted} deleted, {size_bytes}{marks}{plug}</source>
        <translation>Container {name}, {state}, beschreibbare Schicht, {added} hinzugefügt, {modified} geändert, {deleted} gelöscht, {size_bytes}{marks}{plug}</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>outside</source>
        <translation>außen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Switch {name}, {reach}, {container_ids}</source>
        <translation>Switch {name}, {reach}, {container_ids}</translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>{count} container
{count} containers</source>
        <translation>
            <numerusform>{count} Container</numerusform>
            <numerusform>{count} Container</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/package_rows.py" line="-70"/>
        <source>brought by brick {level}</source>
        <translation>gebracht von Baustein {level}</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>came along with another package</source>
        <translation>kam mit einem anderen Paket mit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>in {location}</source>
        <translation>in {location}</translation>
    </message>
    <message>
        <location line="+56"/>
        <location filename="../../app/viewmodel/state_words.py" line="-13"/>
        <source>upgraded</source>
        <translation>erneuert</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/package_rows.py" line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+1"/>
        <source>downgraded</source>
        <translation>zurückgestuft</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/package_rows.py" line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+1"/>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/package_rows.py" line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="+1"/>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/package_rows.py" line="+24"/>
        <source> and {came}</source>
        <translation> und {came}</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>{count} more
{count} more</source>
        <translation>
            <numerusform>{count} weiteres</numerusform>
            <numerusform>{count} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>{count} package came along as a recommendation
{count} packages came along as recommendations</source>
        <translation>
            <numerusform>{count} Paket kam als Empfehlung mit</numerusform>
            <numerusform>{count} Pakete kamen als Empfehlungen mit</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{names}: `--no-install-recommends` would save {saved}.</source>
        <translation>{names}: `--no-install-recommends` würde {saved} sparen.</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/process_rows.py" line="+18"/>
        <source>waits for a device</source>
        <translation>wartet auf ein Gerät</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/state_words.py" line="-17"/>
        <location filename="../../app/window/sidebar.py" line="+1"/>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/process_rows.py" line="+1"/>
        <source>stopped by a debugger</source>
        <translation>von einem Debugger angehalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ended, not fetched by its parent</source>
        <translation>beendet, aber vom Elternprozess nicht abgeholt</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>process {pid}</source>
        <translation>Prozess {pid}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>user {user}</source>
        <translation>Benutzer {user}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{cpu} of a processor</source>
        <translation>{cpu} eines Prozessors</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/recipe_words.py" line="+3"/>
        <source>It asks first: {what}</source>
        <translation>Fragt zuerst: {what}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/remote.py" line="+108"/>
        <source>write a registry first, as in host:5000/class/web:1.0</source>
        <translation>schreiben Sie zuerst eine Registry, etwa host:5000/klasse/web:1.0</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+12"/>
        <source>name in a registry</source>
        <translation>Name in einer Registry</translation>
    </message>
    <message>
        <location line="-10"/>
        <location line="+24"/>
        <location line="+20"/>
        <source>a registry is a computer&apos;s name or address, with :port where it needs one</source>
        <translation>eine Registry ist Name oder Adresse eines Computers, mit :Port, wo er nötig ist</translation>
    </message>
    <message>
        <location line="-43"/>
        <location line="+24"/>
        <location line="+20"/>
        <source>registry</source>
        <translation>Registry</translation>
    </message>
    <message>
        <location line="-41"/>
        <location line="+23"/>
        <source>use small letters and digits, with single . _ - between them, and / between parts</source>
        <translation>nehmen Sie Kleinbuchstaben und Ziffern, dazwischen einzelne . _ - und / zwischen Teilen</translation>
    </message>
    <message>
        <location line="-20"/>
        <location line="+23"/>
        <source>repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <location line="-20"/>
        <source>leave out @ and what follows it</source>
        <translation>lassen Sie @ und was folgt weg</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+19"/>
        <location filename="../../core/oci/names.py" line="+41"/>
        <source>use letters, digits and . _ - without blanks, 128 characters at most</source>
        <translation>nehmen Sie Buchstaben, Ziffern und . _ - ohne Leerzeichen, höchstens 128 Zeichen</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/remote.py" line="-18"/>
        <location line="+19"/>
        <source>tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <location line="-11"/>
        <source>image</source>
        <translation>Image</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>write a name, for instance debian:12</source>
        <translation>schreiben Sie einen Namen, zum Beispiel debian:12</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>write sha256: and 64 digits from 0 to 9 and a to f</source>
        <translation>schreiben Sie sha256: und 64 Zeichen von 0 bis 9 und a bis f</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>digest</source>
        <translation>Digest</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/remote_facts.py" line="-20"/>
        <source>This very image is here already</source>
        <translation>Genau dieses Image ist schon hier</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>All of its {bricks} ({total}) are here already</source>
        <translation>Alles davon, {bricks} ({total}), ist schon hier</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>All {total} in {bricks} have to come</source>
        <translation>Alles muss kommen: {total}, {bricks}</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/viewmodel/travel_tower.py" line="+135"/>
        <source>{missing} of {total} have to come</source>
        <translation>{missing} von {total} müssen kommen</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/remote_facts.py" line="+5"/>
        <source>platform not told</source>
        <translation>Plattform nicht angegeben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{name}  (for other computers)</source>
        <translation>{name}  (für andere Computer)</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Name here</source>
        <translation>Name hier</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Made</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/rework_equivalents.py" line="+14"/>
        <source>no cmdlet squashes an image</source>
        <translation>kein Cmdlet fasst ein Image zusammen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{tool} squashes a whole image only; here it is bricks {first} to {last}</source>
        <translation>{tool} fasst nur ein ganzes Image zusammen; hier sind es die Bausteine {first} bis {last}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>its settings are lost</source>
        <translation>seine Einstellungen gehen verloren</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>no cmdlet puts layers on another base</source>
        <translation>kein Cmdlet setzt Schichten auf ein anderes Basis-Image</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{tool} puts no layers on another base</source>
        <translation>{tool} setzt keine Schichten auf ein anderes Basis-Image</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/rework_words.py" line="-75"/>
        <source>The image gets about {size} larger.</source>
        <translation>Das Image wird etwa {size} größer.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The image gets about {size} smaller.</source>
        <translation>Das Image wird etwa {size} kleiner.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>No file disappears: the bricks hide nothing of each other.</source>
        <translation>Keine Datei verschwindet: Die Bausteine verdecken nichts voneinander.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>{count} file that nobody sees any more goes: {size} unpacked.
{count} files that nobody sees any more go: {size} unpacked.</source>
        <translation>
            <numerusform>{count} Datei, die niemand mehr sieht, fällt weg: entpackt {size}.</numerusform>
            <numerusform>{count} Dateien, die niemand mehr sieht, fallen weg: entpackt {size}.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+12"/>
        <source>This disk needs {now} more now, and still {later} more when the old image is removed.</source>
        <translation>Diese Platte braucht jetzt {now} mehr, und {later} mehr auch noch, wenn das alte Image entfernt ist.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>This disk needs {now} more now, and has {later} more free when the old image is removed.</source>
        <translation>Diese Platte braucht jetzt {now} mehr und hat {later} mehr frei, wenn das alte Image entfernt ist.</translation>
    </message>
    <message numerus="yes">
        <location line="+13"/>
        <source>{count} of these bricks is also in {images}: kept there, and not shared with the new image, so on this disk it may cost more.
{count} of these bricks are also in {images}: kept there, and not shared with the new image, so on this disk it may cost more.</source>
        <translation>
            <numerusform>{count} dieser Bausteine ist auch in {images}: Dort bleibt er und wird mit dem neuen Image nicht geteilt, auf dieser Platte kann es also mehr kosten.</numerusform>
            <numerusform>{count} dieser Bausteine sind auch in {images}: Dort bleiben sie und werden mit dem neuen Image nicht geteilt, auf dieser Platte kann es also mehr kosten.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Deletions: needed for files below {kept}, not needed any more {gone}.</source>
        <translation>Löschmarken: für Dateien darunter nötig {kept}, nicht mehr nötig {gone}.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Run its commands again</source>
        <translation>Befehle wiederholen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take its files as they are</source>
        <translation>Dateien übernehmen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>It holds the list of packages of {base}, which would hide the other one.</source>
        <translation>Er enthält die Paketliste von {base} und würde die andere verdecken.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>the old base</source>
        <translation>dem alten Basis-Image</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>It hides files of {onto}: {names}.</source>
        <translation>Er verdeckt Dateien von {onto}: {names}.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its programs need {old}, and {onto} has another C library: they may not start.</source>
        <translation>Seine Programme brauchen {old}, und {onto} hat eine andere C-Bibliothek: Vielleicht starten sie nicht.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Failed then, and is not run again: {names}.</source>
        <translation>Schlug damals fehl und wird nicht noch einmal ausgeführt: {names}.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No commands are recorded for it, so nothing can be run again.</source>
        <translation>Für ihn sind keine Befehle aufgezeichnet, also kann nichts noch einmal laufen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>It links to files of the old base, which would not be there.</source>
        <translation>Er verweist auf Dateien des alten Basis-Images, die dann fehlen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its files cannot be read: {reason}.</source>
        <translation>Seine Dateien können nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{names} is not in {onto}, which has {other} instead.</source>
        <translation>{names} ist nicht in {onto}; dort ist stattdessen {other}.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{names} is not in {onto}, and came from the old base.</source>
        <translation>{names} ist nicht in {onto} und kam aus dem alten Basis-Image.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{base} is left behind; {onto} comes in its place.</source>
        <translation>{base} bleibt zurück; {onto} kommt an seine Stelle.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} layer is left behind; {onto} comes in its place.
{count} layers are left behind; {onto} comes in their place.</source>
        <translation>
            <numerusform>{count} Schicht bleibt zurück; {onto} kommt an ihre Stelle.</numerusform>
            <numerusform>{count} Schichten bleiben zurück; {onto} kommt an ihre Stelle.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Not taken over: {names}.</source>
        <translation>Nicht übernommen: {names}.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Not all of its bricks can come along.</source>
        <translation>Nicht alle seine Bausteine können mitkommen.</translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>Run the commands of {count} brick again on {onto}
Run the commands of {count} bricks again on {onto}</source>
        <translation>
            <numerusform>Die Befehle von {count} Baustein auf {onto} noch einmal ausführen</numerusform>
            <numerusform>Die Befehle von {count} Bausteinen auf {onto} noch einmal ausführen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Take the files over onto {onto}</source>
        <translation>Die Dateien auf {onto} übernehmen</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/roles.py" line="-1"/>
        <source>Base OS</source>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Runtime</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>App files</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Config</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/run_rows.py" line="-131"/>
        <source>at {time}</source>
        <translation>um {time}</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>Roll back to the image</source>
        <translation>Auf das Image zurückrollen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Roll back to here</source>
        <translation>Hierher zurückrollen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{title}. {words}: what was written since then is thrown away.</source>
        <translation>{title}. {words}: Was seitdem geschrieben wurde, wird weggeworfen.</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Image {image}</source>
        <translation>Image {image}</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The image</source>
        <translation>Das Image</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>where this container began</source>
        <translation>wo dieser Container begann</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>changes were not watched</source>
        <translation>Änderungen wurden nicht beobachtet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>changed nothing</source>
        <translation>nichts geändert</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>out of memory</source>
        <translation>kein Speicher mehr</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>end not known</source>
        <translation>Ende nicht bekannt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{words}, out of memory</source>
        <translation>{words}, kein Speicher mehr</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>in {working_dir}</source>
        <translation>in {working_dir}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>as {user}</source>
        <translation>als {user}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>typed in the terminal</source>
        <translation>im Terminal eingegeben</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>run by a button</source>
        <translation>von einem Knopf ausgeführt</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Mark</source>
        <comment>of a container</comment>
        <translation>Marke</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>only settings</source>
        <translation>nur Einstellungen</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/scripts.py" line="-22"/>
        <source>{image}, made with {tool}</source>
        <translation>{image}, gemacht mit {tool}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>What was done in Bricklayer, with {tool}</source>
        <translation>Was in Bricklayer getan wurde, mit {tool}</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>{name}, made with {tool}</source>
        <translation>{name}, gemacht mit {tool}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/sizes.py" line="+28"/>
        <source>.</source>
        <comment>decimal sign</comment>
        <translation>,</translation>
    </message>
    <message>
        <location line="+21"/>
        <location line="+2"/>
        <location line="+43"/>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <location line="-40"/>
        <source>{minutes} m {seconds:02d} s</source>
        <translation>{minutes} min {seconds:02d} s</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{hours} h {minutes:02d} m</source>
        <translation>{hours} h {minutes:02d} min</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+42"/>
        <source>{days} d</source>
        <translation>{days} T</translation>
    </message>
    <message>
        <location line="-38"/>
        <source>Jan</source>
        <comment>month</comment>
        <translation>Jan.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Feb</source>
        <comment>month</comment>
        <translation>Feb.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Mar</source>
        <comment>month</comment>
        <translation>März</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Apr</source>
        <comment>month</comment>
        <translation>Apr.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>May</source>
        <comment>month</comment>
        <translation>Mai</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Jun</source>
        <comment>month</comment>
        <translation>Juni</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Jul</source>
        <comment>month</comment>
        <translation>Juli</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Aug</source>
        <comment>month</comment>
        <translation>Aug.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Sep</source>
        <comment>month</comment>
        <translation>Sept.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Oct</source>
        <comment>month</comment>
        <translation>Okt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Nov</source>
        <comment>month</comment>
        <translation>Nov.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Dec</source>
        <comment>month</comment>
        <translation>Dez.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{day} {month} {year}</source>
        <translation>{day}. {month} {year}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{day} {month}</source>
        <translation>{day}. {month}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>{minutes} m</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/stage_scripts.py" line="+191"/>
        <source>The base has to be installed: Import-ContainerImage, for instance</source>
        <translation>Das Basis-Image muss installiert sein: zum Beispiel Import-ContainerImage</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>no cmdlet does a step of a Containerfile: {step}</source>
        <translation>kein Cmdlet tut einen Schritt eines Containerfiles: {step}</translation>
    </message>
    <message>
        <location line="+101"/>
        <source>{image}, published by {publisher}</source>
        <translation>{image}, herausgegeben von {publisher}</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The base comes as a file, which this makes: {command}</source>
        <translation>Das Basis-Image kommt als Datei; diese entsteht mit: {command}</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Not known in full: {what}</source>
        <translation>Nicht ganz bekannt: {what}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No command is known for this layer</source>
        <translation>Für diese Schicht ist kein Befehl bekannt</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/state_words.py" line="-3"/>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>symlink</source>
        <translation>Symlink</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>fifo</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>character device</source>
        <translation>Zeichengerät</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>block device</source>
        <translation>Blockgerät</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>overwritten</source>
        <translation>überschrieben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>metadata only</source>
        <translation>nur Metadaten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>repeated in its own archive</source>
        <translation>doppelt im eigenen Archiv</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>OCI layout</source>
        <translation>OCI-Layout</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>root file system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Debian packages (dpkg)</source>
        <translation>Debian-Pakete (dpkg)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Alpine packages (apk)</source>
        <translation>Alpine-Pakete (apk)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>RPM packages</source>
        <translation>RPM-Pakete</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Python packages</source>
        <translation>Python-Pakete</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>npm packages</source>
        <translation>npm-Pakete</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>setuid or setgid</source>
        <translation>setuid oder setgid</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>package cache</source>
        <translation>Paket-Cache</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>log or temporary file</source>
        <translation>Protokoll oder temporäre Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>shell history</source>
        <translation>Verlauf einer Shell</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>writable for everybody</source>
        <translation>für alle schreibbar</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>exit code {number}</source>
        <translation>Exit-Code {number}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ended by signal {number}</source>
        <translation>beendet durch Signal {number}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>its command could not be started: {reason}</source>
        <translation>sein Befehl konnte nicht gestartet werden: {reason}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>this computer was started anew</source>
        <translation>dieser Computer wurde neu gestartet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>killed: out of memory</source>
        <translation>abgebrochen: kein Speicher mehr</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ended, and nobody was there to see how</source>
        <translation>beendet, und niemand hat gesehen, wie</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>its first process was ended</source>
        <translation>sein erster Prozess wurde beendet</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>{ending}, after a process was killed: out of memory</source>
        <translation>{ending}, nachdem ein Prozess abgebrochen wurde: kein Speicher mehr</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/travel_equivalents.py" line="+53"/>
        <source>the container cmdlets cannot make an image of a root file system</source>
        <translation>die Container-Cmdlets können aus einem Dateisystem kein Image machen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>podman writes only one image into an OCI archive</source>
        <translation>podman schreibt nur ein Image in ein OCI-Archiv</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{tool} has no command for a single layer: it is in the archive of its image</source>
        <translation>{tool} hat für eine einzelne Schicht keinen Befehl: Sie ist im Archiv ihres Images</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>the container cmdlets cannot take files out of an image</source>
        <translation>die Container-Cmdlets können keine Dateien aus einem Image nehmen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{tool} shows the files of whole images only</source>
        <translation>{tool} zeigt nur die Dateien ganzer Images</translation>
    </message>
    <message>
        <location line="+75"/>
        <source>docker searches its Hub only; the registry itself tells: {command}</source>
        <translation>docker durchsucht nur seinen Hub; die Registry selbst sagt es: {command}</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>docker cannot list tags; skopeo can: {command}</source>
        <translation>docker kann keine Tags auflisten; skopeo kann es: {command}</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>{tool} has no limits for what it reads</source>
        <translation>{tool} hat keine Grenzen für das, was es liest</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/travel_tower.py" line="-153"/>
        <source>{size_bytes} at most to send</source>
        <translation>höchstens {size_bytes} zu senden</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{moved_bytes} of {size_bytes}</source>
        <translation>{moved_bytes} von {size_bytes}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>paused, it is tried again</source>
        <translation>pausiert, wird erneut versucht</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>has arrived</source>
        <translation>ist angekommen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>was sent</source>
        <translation>wurde gesendet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>there already</source>
        <translation>schon dort</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>paused {figure}</source>
        <translation>pausiert {figure}</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Layer {level}, {title}, {words}{reason}</source>
        <translation>Schicht {level}, {title}, {words}{reason}</translation>
    </message>
    <message numerus="yes">
        <location line="+38"/>
        <source>{count} small brick
{count} small bricks</source>
        <translation>
            <numerusform>{count} kleiner Baustein</numerusform>
            <numerusform>{count} kleine Bausteine</numerusform>
        </translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Layers {first} to {last}, {size_bytes}, {words}. Enter shows them</source>
        <translation>Schichten {first} bis {last}, {size_bytes}, {words}. Die Eingabetaste zeigt sie</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>It has no bricks: nothing has to come</source>
        <translation>Es hat keine Bausteine: Nichts muss kommen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>All {total} are here already</source>
        <translation>Alle {total} sind schon hier</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{total}, here</source>
        <translation>{total}, hier</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>All {total} have to come</source>
        <translation>Alle {total} müssen kommen</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>Nothing has to move</source>
        <translation>Nichts muss bewegt werden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{moved_bytes} of {moving_bytes}</source>
        <translation>{moved_bytes} von {moving_bytes}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/usage_series.py" line="-94"/>
        <source>not measured here</source>
        <translation>hier nicht gemessen</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <location line="+70"/>
        <source>Out of memory: {kills} killed</source>
        <translation>Kein Speicher mehr: {kills} abgebrochen</translation>
    </message>
    <message>
        <location line="+27"/>
        <location line="+12"/>
        <location line="+10"/>
        <source>limit {limit}</source>
        <translation>Grenze {limit}</translation>
    </message>
    <message>
        <location line="-19"/>
        <location line="+12"/>
        <location line="+9"/>
        <source>limit of {wanted}</source>
        <translation>Grenze von {wanted}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>read</source>
        <comment>bytes</comment>
        <translation>gelesen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>written</source>
        <comment>bytes</comment>
        <translation>geschrieben</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>received</source>
        <comment>bytes</comment>
        <translation>empfangen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>sent</source>
        <comment>bytes</comment>
        <translation>gesendet</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>{limit_words} is not enforced here</source>
        <translation>{limit_words} wird hier nicht durchgesetzt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>peak {highest}</source>
        <translation>Spitze {highest}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/wall.py" line="+12"/>
        <source>shared by {images} images</source>
        <translation>in {images} Images</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Layer {title}, {title2}, {size_bytes}{measured}, read-only{shared}, level {level}</source>
        <translation>Schicht {title}, {title2}, {size_bytes}{measured}, schreibgeschützt{shared}, Höhe {level}</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>, running</source>
        <translation>, läuft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Image {name} version {version}, publisher {publisher}{running}</source>
        <translation>Image {name} Version {version}, Herausgeber {publisher}{running}</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>{flags}  ·  {bricks} (layers)  ·  {stored_bytes} on disk  ·  {saved_bytes} saved by sharing</source>
        <translation>{flags}  ·  {bricks} (Schichten)  ·  {stored_bytes} auf der Platte  ·  {saved_bytes} durch Gemeinsames gespart</translation>
    </message>
    <message>
        <location line="+162"/>
        <source>Mark {number}</source>
        <translation>Marke {number}</translation>
    </message>
    <message>
        <location filename="../../app/viewmodel/wording.py" line="+29"/>
        <source>That should not have happened</source>
        <translation>Das hätte nicht geschehen dürfen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The contents are not right</source>
        <translation>Der Inhalt stimmt nicht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Not done</source>
        <translation>Nicht getan</translation>
    </message>
    <message>
        <location filename="../../app/window/announcing.py" line="+54"/>
        <source>{added} added, {modified} modified, {deleted} deleted, {size}</source>
        <translation>{added} hinzugefügt, {modified} geändert, {deleted} gelöscht, {size}</translation>
    </message>
    <message>
        <location filename="../../app/window/brick_dragging.py" line="-15"/>
        <source>with {above} on it</source>
        <translation>mit {above} darauf</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>A brick cannot stand without what it was made on: drop it on another tower.</source>
        <translation>Ein Baustein kann nicht ohne das stehen, worauf er gemacht wurde: auf einem anderen Turm ablegen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Read-only bricks go onto images: in a container one goes on by hand.</source>
        <translation>Schreibgeschützte Bausteine kommen auf Images: In einem Container geht es von Hand weiter.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>It stands there already.</source>
        <translation>Dort steht er schon.</translation>
    </message>
    <message>
        <location line="+2"/>
        <location filename="../../app/window/rework_menu.py" line="+51"/>
        <source>This is the base of its tower: take a brick that stands on it.</source>
        <translation>Das ist der unterste Baustein seines Turms: einen nehmen, der darauf steht.</translation>
    </message>
    <message>
        <location filename="../../app/window/classroom.py" line="-8"/>
        <source>Leave the lesson</source>
        <translation>Lektion verlassen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Go on with the last lesson</source>
        <translation>Mit der letzten Lektion weitermachen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>All lessons…</source>
        <translation>Alle Lektionen…</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Open a lesson</source>
        <translation>Eine Lektion öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Lessons (*.toml *.zip)</source>
        <translation>Lektionen (*.toml *.zip)</translation>
    </message>
    <message>
        <location filename="../../app/window/command_strip.py" line="-123"/>
        <source>Copy the command (Ctrl+Shift+C)</source>
        <translation>Befehl kopieren (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show the command</source>
        <translation>Befehl zeigen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>● recording changes</source>
        <translation>● Änderungen werden aufgezeichnet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>recording changes</source>
        <translation>Änderungen werden aufgezeichnet</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>The cmdlets of Windows Server Containers in their historic form</source>
        <translation>Die Cmdlets der Windows Server Container in ihrer damaligen Form</translation>
    </message>
    <message>
        <location line="+110"/>
        <source>No images yet</source>
        <translation>Noch keine Images</translation>
    </message>
    <message>
        <location filename="../../app/window/dialog_asker.py" line="-16"/>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Plain text (*.txt)</source>
        <translation>Einfacher Text (*.txt)</translation>
    </message>
    <message>
        <location line="+156"/>
        <source>Open a Containerfile</source>
        <translation>Ein Containerfile öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Containerfiles (Containerfile* Dockerfile* *.containerfile *.dockerfile)</source>
        <translation>Containerfiles (Containerfile* Dockerfile* *.containerfile *.dockerfile)</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>Save a report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <location line="+73"/>
        <source>Open a repository (a folder in the OCI image layout)</source>
        <translation>Ein Repository öffnen (ein Ordner im OCI-Image-Layout)</translation>
    </message>
    <message>
        <location filename="../../app/window/display.py" line="+198"/>
        <location filename="../../app/window/toolbar.py" line="+1"/>
        <source>Make a base image (Ctrl+N)</source>
        <translation>Basis-Image anlegen (Strg+N)</translation>
    </message>
    <message>
        <location filename="../../app/window/display.py" line="+3"/>
        <location filename="../../app/window/toolbar.py" line="+2"/>
        <source>New container of the selected image (Ctrl+R)</source>
        <translation>Neuer Container vom ausgewählten Image (Strg+R)</translation>
    </message>
    <message>
        <location filename="../../app/window/display.py" line="+5"/>
        <location filename="../../app/window/toolbar.py" line="+2"/>
        <source>Capture the container (Ctrl+S)</source>
        <translation>Container aufnehmen (Strg+S)</translation>
    </message>
    <message>
        <location filename="../../app/window/display.py" line="+3"/>
        <location filename="../../app/window/toolbar.py" line="+4"/>
        <source>Take a lesson (F11: go on)</source>
        <translation>Eine Lektion beginnen (F11: weitermachen)</translation>
    </message>
    <message>
        <location filename="../../app/window/dropping.py" line="-7"/>
        <location line="+7"/>
        <source>Look into {paths}</source>
        <translation>{paths} ansehen</translation>
    </message>
    <message>
        <location line="-5"/>
        <source>Look into the first {at_most} of {paths}</source>
        <translation>{paths}: die ersten {at_most} ansehen</translation>
    </message>
    <message>
        <location filename="../../app/window/inspecting.py" line="-21"/>
        <source>Brick {level}: {title}</source>
        <translation>Baustein {level}: {title}</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Another image</source>
        <translation>Anderes Image</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Save the file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>{name}, brick {level}</source>
        <translation>{name}, Baustein {level}</translation>
    </message>
    <message>
        <location filename="../../app/window/language_menu.py" line="+25"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The language changes when Bricklayer is started anew.</source>
        <translation>Die Sprache wechselt, wenn Bricklayer neu gestartet wird.</translation>
    </message>
    <message>
        <location filename="../../app/window/legend.py" line="-14"/>
        <source>What bricks are coloured by</source>
        <translation>Wonach Bausteine gefärbt sind</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Bricks are coloured by: {title}</source>
        <translation>Bausteine sind gefärbt nach: {title}</translation>
    </message>
    <message>
        <location filename="../../app/window/locked_asker.py" line="-2"/>
        <source>Removing images</source>
        <translation>Images entfernen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Discarding containers</source>
        <translation>Container verwerfen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Ending the first process</source>
        <translation>Den ersten Prozess beenden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Squashing bricks</source>
        <translation>Bausteine zusammenfassen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rebasing images</source>
        <translation>Images umsetzen</translation>
    </message>
    <message>
        <location filename="../../app/window/main_window.py" line="-145"/>
        <source>A base image…</source>
        <translation>Ein Basis-Image…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>From a Containerfile, brick by brick…</source>
        <translation>Aus einem Containerfile, Baustein für Baustein…</translation>
    </message>
    <message>
        <location line="+45"/>
        <location filename="../../app/window/wall_page.py" line="+81"/>
        <source>Fit all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <location filename="../../app/window/main_window.py" line="+1"/>
        <source>Tidy: sort the towers anew</source>
        <translation>Aufräumen: die Türme neu ordnen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The wall as a list…</source>
        <translation>Die Wand als Liste…</translation>
    </message>
    <message>
        <location filename="../../app/window/making.py" line="+64"/>
        <source>Drop this lesson?</source>
        <translation>Diese Lektion verwerfen?</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>It has not been exported, and its steps would be lost. What you built stays.</source>
        <translation>Sie ist nicht exportiert, und ihre Schritte gingen verloren. Was gebaut wurde, bleibt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <location filename="../../app/window/menus.py" line="-113"/>
        <source>Repository: {location}</source>
        <translation>Repository: {location}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Virtual switches…</source>
        <translation>Virtuelle Switches…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Open another repository…</source>
        <translation>Anderes Repository öffnen…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Read it anew</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <location line="+16"/>
        <location line="+30"/>
        <source>Inspect</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <location line="-29"/>
        <location line="+36"/>
        <source>Save a report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <location line="-34"/>
        <source>Rename or recolour…</source>
        <translation>Umbenennen oder umfärben…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy the chain ID</source>
        <translation>Chain-ID kopieren</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+26"/>
        <location line="+42"/>
        <source>Put a recipe on it…</source>
        <translation>Ein Rezept daraufsetzen…</translation>
    </message>
    <message>
        <location line="-64"/>
        <source>Run from here…</source>
        <translation>Container ab hier anlegen…</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Remove {reference}…</source>
        <translation>{reference} entfernen…</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Run…</source>
        <translation>Container anlegen…</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Copy the digest</source>
        <translation>Digest kopieren</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Mark…</source>
        <translation>Marke setzen…</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Roll back to “{label}”…</source>
        <translation>Auf „{label}“ zurückrollen…</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Roll back to the image…</source>
        <translation>Auf das Image zurückrollen…</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Copy files in…</source>
        <translation>Dateien hineinkopieren…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Limits…</source>
        <translation>Grenzen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Write a Containerfile…</source>
        <translation>Containerfile schreiben…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Show in Stacks</source>
        <translation>In „Türme“ zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show in Shared</source>
        <translation>In „Gemeinsam“ zeigen</translation>
    </message>
    <message>
        <location filename="../../app/window/palette.py" line="-25"/>
        <source>A base stands on the baseplate: drop it beside the towers.</source>
        <translation>Ein Basis-Image steht auf der Grundplatte: neben den Türmen ablegen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Make a base image here</source>
        <translation>Hier ein Basis-Image anlegen</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Remove from the palette</source>
        <translation>Aus der Palette entfernen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make one of what was done here…</source>
        <translation>Rezept aus dem machen, was hier getan wurde…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open a recipe file…</source>
        <translation>Rezeptdatei öffnen…</translation>
    </message>
    <message>
        <location filename="../../app/window/projector.py" line="+0"/>
        <source>Leave projector mode</source>
        <translation>Beamer-Modus verlassen</translation>
    </message>
    <message>
        <location line="+108"/>
        <source>Locked in projector mode</source>
        <translation>Im Beamer-Modus gesperrt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{what} is locked, so that nothing is lost before the class.</source>
        <translation>{what} ist gesperrt, damit vor der Klasse nichts verloren geht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Unlock it here, or with “Lock” in the bar at the top.</source>
        <translation>Entsperren geht hier oder mit „Sperre“ in der Leiste oben.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Unlock and go on</source>
        <translation>Entsperren und weiter</translation>
    </message>
    <message>
        <location filename="../../app/window/projector_bar.py" line="-34"/>
        <source>Projector mode</source>
        <translation>Beamer-Modus</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Projector</source>
        <translation>Beamer</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Smaller words (Ctrl+−)</source>
        <translation>Kleinere Schrift (Strg+−)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Larger words (Ctrl++)</source>
        <translation>Größere Schrift (Strg++)</translation>
    </message>
    <message>
        <location line="+22"/>
        <location line="+1"/>
        <source>Leave projector mode (Shift+F11)</source>
        <translation>Beamer-Modus verlassen (Umschalt+F11)</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Words at {percent} percent</source>
        <translation>Schrift auf {percent} Prozent</translation>
    </message>
    <message>
        <location line="+25"/>
        <location line="+0"/>
        <source>Slow</source>
        <translation>Zeitlupe</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Bricks move slowly</source>
        <translation>Bausteine bewegen sich langsam</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Step by step</source>
        <translation>Schritt für Schritt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Each movement waits for Space or a click</source>
        <translation>Jede Bewegung wartet auf Leertaste oder Klick</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Hide commands</source>
        <translation>Befehle verbergen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A command is hidden until it is clicked for</source>
        <translation>Ein Befehl ist verborgen, bis er angeklickt wird</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+0"/>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Removing, discarding, rolling back and resetting refuse</source>
        <translation>Entfernen, Verwerfen, Zurückrollen und Zurücksetzen sind gesperrt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Large pointer</source>
        <translation>Großer Zeiger</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Ring</source>
        <translation>Ring</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A ring around the pointer</source>
        <translation>Ein Ring um den Zeiger</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Laser (F12)</source>
        <translation>Laser (F12)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Laser</source>
        <translation>Laser</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A red dot follows the pointer; hold or tap F12</source>
        <translation>Ein roter Punkt folgt dem Zeiger; F12 halten oder antippen</translation>
    </message>
    <message>
        <location filename="../../app/window/rework_menu.py" line="-14"/>
        <source>Squash bricks…</source>
        <translation>Bausteine zusammenfassen…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Squash bricks of</source>
        <translation>Bausteine zusammenfassen von</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Rebase {reference} onto</source>
        <translation>{reference} umsetzen auf</translation>
    </message>
    <message>
        <location filename="../../app/window/script_menu.py" line="+35"/>
        <source>What was done since the start, as a script</source>
        <translation>Was seit dem Start getan wurde, als Skript</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The whole work as a script</source>
        <translation>Die ganze Arbeit als Skript</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save for {tool}…</source>
        <translation>Speichern für {tool}…</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Copy for {tool}</source>
        <translation>Kopieren für {tool}</translation>
    </message>
    <message>
        <location filename="../../app/window/search_field.py" line="+14"/>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Find image, layer…</source>
        <translation>Image, Schicht suchen…</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>, {count} found</source>
        <translation>, {count} gefunden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Find image or layer{found}</source>
        <translation>Image oder Schicht suchen{found}</translation>
    </message>
    <message>
        <location filename="../../app/window/search_results.py" line="-220"/>
        <source>Paths that were found</source>
        <translation>Gefundene Pfade</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>PATHS IN ALL BRICKS  {number}</source>
        <translation>PFADE IN ALLEN BAUSTEINEN  {number}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>NO PATH IN ANY BRICK HOLDS THIS</source>
        <translation>IN KEINEM BAUSTEIN KOMMT DAS VOR</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>{count} brick is not looked into yet.
{count} bricks are not looked into yet.</source>
        <translation>
            <numerusform>{count} Baustein ist noch nicht angesehen.</numerusform>
            <numerusform>{count} Bausteine sind noch nicht angesehen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+18"/>
        <source>LINES IN ALL FILES  searching…</source>
        <translation>ZEILEN IN ALLEN DATEIEN  wird gesucht…</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>, the first {content_limit} shown</source>
        <translation>, die ersten {content_limit} gezeigt</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>LINES IN ALL FILES  {number}{more}</source>
        <translation>ZEILEN IN ALLEN DATEIEN  {number}{more}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>LINES IN ALL FILES</source>
        <translation>ZEILEN IN ALLEN DATEIEN</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Search the contents of all files for “{words}”</source>
        <translation>In allen Dateien nach „{words}“ suchen</translation>
    </message>
    <message>
        <location filename="../../app/window/searching.py" line="+159"/>
        <source>in {reference}, brick {chain_id}</source>
        <translation>in {reference}, Baustein {chain_id}</translation>
    </message>
    <message>
        <location filename="../../app/window/seeing_menu.py" line="+23"/>
        <source>Seeing and moving</source>
        <translation>Sehen und Bewegung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <location filename="../../app/window/sidebar.py" line="-7"/>
        <source>from this computer, offline</source>
        <translation>von hier, ohne Netz</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>from the Debian archive</source>
        <translation>aus dem Debian-Archiv</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>from a file of yours</source>
        <translation>aus einer eigenen Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>nothing inside</source>
        <translation>nichts darin</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Containers</source>
        <translation>Container</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>BASE BRICKS</source>
        <translation>UNTERSTE BAUSTEINE</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>click to build</source>
        <translation>Klick baut</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>IMAGES</source>
        <translation>IMAGES</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>CONTAINERS</source>
        <translation>CONTAINER</translation>
    </message>
    <message>
        <location line="+81"/>
        <source>Make a base image: {title}</source>
        <translation>Basis-Image anlegen: {title}</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>other bases</source>
        <translation>andere Basis-Images</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>on {name}</source>
        <translation>auf {name}</translation>
    </message>
    <message>
        <location filename="../../app/window/sidebar_rows.py" line="+56"/>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <location filename="../../app/window/step_button.py" line="+19"/>
        <source>Next step (Space)</source>
        <translation>Nächster Schritt (Leertaste)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Next step: bricks wait to move</source>
        <translation>Nächster Schritt: Bausteine warten auf ihre Bewegung</translation>
    </message>
    <message>
        <location filename="../../app/window/toolbar.py" line="-18"/>
        <location line="+56"/>
        <source>Starting …</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <location line="-47"/>
        <location filename="../../app/window/travelling.py" line="-64"/>
        <source>Pull an image from a registry (Ctrl+P)</source>
        <translation>Ein Image aus einer Registry holen (Strg+P)</translation>
    </message>
    <message>
        <location filename="../../app/window/toolbar.py" line="+1"/>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Run</source>
        <translation>Container</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Export</source>
        <comment>toolbar</comment>
        <translation>Export</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../app/window/travelling.py" line="+1"/>
        <source>Export images as one file (Ctrl+E)</source>
        <translation>Images als eine Datei exportieren (Strg+E)</translation>
    </message>
    <message>
        <location filename="../../app/window/toolbar.py" line="+18"/>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>cannot run containers</source>
        <translation>kann keine Container ausführen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Engine {title}, {state}</source>
        <translation>Engine {title}, {state}</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Shared</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <location line="+1"/>
        <location filename="../../app/window/wall_page.py" line="-160"/>
        <source>Stacks</source>
        <translation>Türme</translation>
    </message>
    <message>
        <location filename="../../app/window/toolbar.py" line="+6"/>
        <source>{words} (Ctrl+{views})</source>
        <translation>{words} (Strg+{views})</translation>
    </message>
    <message>
        <location filename="../../app/window/travelling.py" line="+10"/>
        <source>Pull from a registry…&#9;Ctrl+P</source>
        <translation>Aus einer Registry holen…&#9;Strg+P</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Import an archive…&#9;Ctrl+L</source>
        <translation>Archiv importieren…&#9;Strg+L</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Make a base image…&#9;Ctrl+N</source>
        <translation>Basis-Image anlegen…&#9;Strg+N</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Export images…&#9;Ctrl+E</source>
        <translation>Images exportieren…&#9;Strg+E</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Push to a registry…&#9;Ctrl+Shift+U</source>
        <translation>In eine Registry hochladen…&#9;Strg+Umschalt+U</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Share with the class…&#9;Ctrl+Shift+S</source>
        <translation>Für die Klasse freigeben…&#9;Strg+Umschalt+S</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Report of the image…</source>
        <translation>Bericht über das Image…</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Picture or handout…&#9;Ctrl+Shift+E</source>
        <translation>Bild oder Handzettel…&#9;Strg+Umschalt+E</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy picture&#9;Ctrl+Alt+C</source>
        <translation>Bild kopieren&#9;Strg+Alt+C</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Picture or handout…</source>
        <translation>Bild oder Handzettel…</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Open another repository…&#9;Ctrl+O</source>
        <translation>Anderes Repository öffnen…&#9;Strg+O</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Push…</source>
        <translation>Hochladen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Share with the class…</source>
        <translation>Für die Klasse freigeben…</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Export this brick (layer)…</source>
        <translation>Diesen Baustein (Schicht) exportieren…</translation>
    </message>
    <message>
        <location filename="../../app/window/wall_page.py" line="-36"/>
        <source>Every image as its own tower.</source>
        <translation>Jedes Image als eigener Turm.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{short_subtitle} Repeated bricks are stored only once; hover one to see where it is used.</source>
        <translation>{short_subtitle} Wiederholte Bausteine sind nur einmal gespeichert; darauf zeigen, um zu sehen, wo sie vorkommen.</translation>
    </message>
    <message>
        <location line="+114"/>
        <source>bricks (layers)</source>
        <translation>Bausteine (Schichten)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>saved by sharing</source>
        <translation>durch Gemeinsames gespart</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Where the bytes are: {parts}</source>
        <translation>Wo die Bytes liegen: {parts}</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <location filename="../../app/window/work_page.py" line="-1"/>
        <source>Where commands are typed</source>
        <translation>Wo Befehle eingegeben werden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <location filename="../../app/window/working.py" line="+294"/>
        <source>resume the container to run commands in it</source>
        <translation>zuerst den Container fortsetzen, um darin Befehle auszuführen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>start the container to run commands in it</source>
        <translation>zuerst den Container starten, um darin Befehle auszuführen</translation>
    </message>
    <message>
        <location filename="../../app/worker/runner.py" line="+146"/>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <location filename="../../core/archive/candidate.py" line="+97"/>
        <source>document of an image</source>
        <translation>Dokument eines Images</translation>
    </message>
    <message>
        <location filename="../../core/archive/docker_images.py" line="+96"/>
        <source>it is no list of images</source>
        <translation>es ist keine Liste von Images</translation>
    </message>
    <message>
        <location filename="../../core/archive/members.py" line="+61"/>
        <source>there are two of it</source>
        <translation>es ist zweimal da</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>a link leads out of the archive</source>
        <translation>ein Link führt aus dem Archiv hinaus</translation>
    </message>
    <message>
        <location filename="../../core/archive/oci_images.py" line="+103"/>
        <location line="+4"/>
        <location filename="../../core/registry/reading.py" line="+112"/>
        <location filename="../../core/store/layout.py" line="+297"/>
        <location line="+5"/>
        <source>image index</source>
        <translation>Image-Index</translation>
    </message>
    <message>
        <location filename="../../core/archive/oci_images.py" line="-4"/>
        <location filename="../../core/store/layout.py" line="+0"/>
        <source>indexes are nested too deep</source>
        <translation>Indizes sind zu tief verschachtelt</translation>
    </message>
    <message>
        <location filename="../../core/archive/oci_images.py" line="+67"/>
        <source>it is of another kind than it is named as</source>
        <translation>es ist von anderer Art, als es benannt ist</translation>
    </message>
    <message>
        <location filename="../../core/archive/opening.py" line="+37"/>
        <source>it is neither a file nor a folder</source>
        <translation>es ist weder eine Datei noch ein Ordner</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>it was changed since it was looked at; look at it again</source>
        <translation>es hat sich seit dem Ansehen geändert; sehen Sie es noch einmal an</translation>
    </message>
    <message>
        <location filename="../../core/archive/reading.py" line="+98"/>
        <source>it is a folder, but no image layout</source>
        <translation>es ist ein Ordner, aber kein Image-Layout</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>it is missing</source>
        <translation>es fehlt</translation>
    </message>
    <message>
        <location line="+23"/>
        <location filename="../../core/store/layout.py" line="-5"/>
        <source>it is empty</source>
        <translation>es ist leer</translation>
    </message>
    <message>
        <location filename="../../core/archive/reading.py" line="+11"/>
        <source>it is missing from the archive</source>
        <translation>es fehlt im Archiv</translation>
    </message>
    <message>
        <location filename="../../core/archive/sources.py" line="+28"/>
        <source>Looking into the archive</source>
        <translation>Archiv wird angesehen</translation>
    </message>
    <message>
        <location filename="../../core/base_images/debian.py" line="-6"/>
        <source>Reading package lists</source>
        <translation>Paketlisten werden gelesen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Downloading packages</source>
        <translation>Pakete werden geladen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Unpacking packages</source>
        <translation>Pakete werden entpackt</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Installing packages</source>
        <translation>Pakete werden installiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cleaning up</source>
        <translation>Wird aufgeräumt</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Install what makes Debian systems: sudo apt-get install mmdebstrap</source>
        <translation>Installieren, womit Debian-Systeme gemacht werden: sudo apt-get install mmdebstrap</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Say which mirror to use: this computer&apos;s apt settings name none.</source>
        <translation>Geben Sie den Spiegelserver an: Die apt-Einstellungen dieses Computers nennen keinen.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Install it: sudo apt-get install mmdebstrap</source>
        <translation>Zu installieren mit: sudo apt-get install mmdebstrap</translation>
    </message>
    <message>
        <location line="+101"/>
        <location line="+16"/>
        <location line="+40"/>
        <location line="+5"/>
        <location line="+4"/>
        <source>the Debian archive</source>
        <translation>dem Debian-Archiv</translation>
    </message>
    <message>
        <location filename="../../core/base_images/rootfs.py" line="+83"/>
        <location filename="../../core/engine/layer_findings.py" line="+104"/>
        <source>Reading files</source>
        <translation>Dateien werden gelesen</translation>
    </message>
    <message>
        <location filename="../../core/base_images/rootfs.py" line="+3"/>
        <source>it holds no files</source>
        <translation>es enthält keine Dateien</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>the archive ends inside this file</source>
        <translation>das Archiv endet mitten in dieser Datei</translation>
    </message>
    <message>
        <location filename="../../core/base_images/scratch.py" line="+27"/>
        <source>Scratch</source>
        <translation>Leer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>An empty brick: nothing inside, not even a shell.</source>
        <translation>Ein leerer Baustein: nichts darin, nicht einmal eine Shell.</translation>
    </message>
    <message>
        <location filename="../../core/base_images/sources.py" line="+31"/>
        <source>there is no such source</source>
        <translation>diese Quelle gibt es nicht</translation>
    </message>
    <message>
        <location filename="../../core/base_images/starter.py" line="+67"/>
        <source>Starter</source>
        <translation>Starter</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Install busybox: sudo apt-get install busybox-static</source>
        <translation>busybox installieren: sudo apt-get install busybox-static</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Collecting files</source>
        <translation>Dateien werden gesammelt</translation>
    </message>
    <message>
        <location line="+82"/>
        <source>it does not list its commands</source>
        <translation>es nennt seine Befehle nicht</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>this computer&apos;s tools</source>
        <translation>den Werkzeugen dieses Computers</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>not even a shell was found</source>
        <translation>nicht einmal eine Shell wurde gefunden</translation>
    </message>
    <message>
        <location filename="../../core/base_images/tarball.py" line="+28"/>
        <location filename="../../core/building/reading.py" line="+35"/>
        <location filename="../../core/engine/opened_images.py" line="+349"/>
        <source>it is no regular file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <location filename="../../core/building/reading.py" line="+3"/>
        <source>it is a folder; name the file in it</source>
        <translation>es ist ein Ordner; nennen Sie die Datei darin</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>it is larger than 1 MiB, which no Containerfile needs</source>
        <translation>es ist größer als 1 MiB, und das braucht kein Containerfile</translation>
    </message>
    <message>
        <location filename="../../core/catalog/cataloguer.py" line="+112"/>
        <source>what was read of it could not be kept</source>
        <translation>was davon gelesen wurde, konnte nicht behalten werden</translation>
    </message>
    <message>
        <location line="+178"/>
        <location filename="../../core/catalog/scanning.py" line="+102"/>
        <source>Reading layers</source>
        <translation>Schichten werden gelesen</translation>
    </message>
    <message>
        <location filename="../../core/catalog/files.py" line="+95"/>
        <source>it is no directory</source>
        <translation>es ist kein Verzeichnis</translation>
    </message>
    <message>
        <location filename="../../core/catalog/findings.py" line="+116"/>
        <source>Secret of a build or a cluster</source>
        <translation>Geheimnis eines Builds oder Clusters</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>Runs as root (setuid)</source>
        <translation>Läuft als root (setuid)</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Everybody may add and delete files here</source>
        <translation>Alle dürfen hier Dateien anlegen und löschen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Everybody may change this program</source>
        <translation>Alle dürfen dieses Programm ändern</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Everybody may change this file</source>
        <translation>Alle dürfen diese Datei ändern</translation>
    </message>
    <message>
        <location filename="../../core/catalog/findings_rules.py" line="+76"/>
        <source>Key and certificate in one file</source>
        <translation>Schlüssel und Zertifikat in einer Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Password database</source>
        <translation>Passwort-Datenbank</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Java key store</source>
        <translation>Java-Schlüsselspeicher</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+7"/>
        <location filename="../../core/catalog/findings_secret_rules.py" line="+52"/>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <location filename="../../core/catalog/findings_rules.py" line="+5"/>
        <location line="+3"/>
        <source>May be a private key</source>
        <translation>Vielleicht ein privater Schlüssel</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Login for other computers (.netrc)</source>
        <translation>Anmeldung für andere Computer (.netrc)</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Passwords of Git</source>
        <translation>Passwörter von Git</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <location line="+3"/>
        <location filename="../../core/catalog/findings_secret_rules.py" line="+81"/>
        <source>Login of a registry</source>
        <translation>Anmeldung bei einer Registry</translation>
    </message>
    <message>
        <location filename="../../core/catalog/findings_rules.py" line="+4"/>
        <source>Keys of Amazon Web Services</source>
        <translation>Schlüssel für Amazon Web Services</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+3"/>
        <source>Login of a Kubernetes cluster</source>
        <translation>Anmeldung bei einem Kubernetes-Cluster</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Settings of npm, often with a token</source>
        <translation>Einstellungen von npm, oft mit Token</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Settings of Yarn, often with a token</source>
        <translation>Einstellungen von Yarn, oft mit Token</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Login of a Python package index</source>
        <translation>Anmeldung bei einem Python-Paketverzeichnis</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of RubyGems</source>
        <translation>Schlüssel von RubyGems</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Token of crates.io</source>
        <translation>Token von crates.io</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Login of Composer</source>
        <translation>Anmeldung von Composer</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Settings of Maven, often with a login</source>
        <translation>Einstellungen von Maven, oft mit Anmeldung</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Token of GitHub&apos;s command</source>
        <translation>Token des GitHub-Befehls</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Login of Google Cloud</source>
        <translation>Anmeldung bei Google Cloud</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Login of Azure</source>
        <translation>Anmeldung bei Azure</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Token of Vault</source>
        <translation>Token von Vault</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Token of Terraform</source>
        <translation>Token von Terraform</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>State of Terraform, with secrets in it</source>
        <translation>Zustand von Terraform, mit Geheimnissen darin</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Password of a database</source>
        <translation>Passwort einer Datenbank</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Settings of MySQL, often with a password</source>
        <translation>Einstellungen von MySQL, oft mit Passwort</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Keys of cloud storage</source>
        <translation>Schlüssel für Cloud-Speicher</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Passwords of a web server</source>
        <translation>Passwörter eines Webservers</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Key of a service account</source>
        <translation>Schlüssel eines Dienstkontos</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Environment file, often with passwords</source>
        <translation>Umgebungsdatei, oft mit Passwörtern</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>History of a shell</source>
        <translation>Verlauf einer Shell</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>History of a program&apos;s commands</source>
        <translation>Befehlsverlauf eines Programms</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>History of an editor or a pager</source>
        <translation>Verlauf eines Editors oder Betrachters</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Package lists of apt</source>
        <translation>Paketlisten von apt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of apt</source>
        <translation>Cache von apt</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Cache of apk</source>
        <translation>Cache von apk</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Cache of dnf</source>
        <translation>Cache von dnf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of yum</source>
        <translation>Cache von yum</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of zypper</source>
        <translation>Cache von zypper</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of pacman</source>
        <translation>Cache von pacman</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of pip</source>
        <translation>Cache von pip</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of uv</source>
        <translation>Cache von uv</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of Poetry</source>
        <translation>Cache von Poetry</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of pre-commit</source>
        <translation>Cache von pre-commit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of Conda</source>
        <translation>Cache von Conda</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of npm</source>
        <translation>Cache von npm</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Cache of Yarn</source>
        <translation>Cache von Yarn</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of Go&apos;s builds</source>
        <translation>Cache von Go-Builds</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Downloaded Go modules</source>
        <translation>Geladene Go-Module</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Downloaded crates</source>
        <translation>Geladene Crates</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of Gradle</source>
        <translation>Cache von Gradle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Repository of Maven</source>
        <translation>Repository von Maven</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Cache of Composer</source>
        <translation>Cache von Composer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cache of Bundler</source>
        <translation>Cache von Bundler</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Log files</source>
        <translation>Protokolldateien</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Temporary files</source>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+2"/>
        <source>Files of running programs</source>
        <translation>Dateien laufender Programme</translation>
    </message>
    <message>
        <location filename="../../core/catalog/findings_secret_rules.py" line="-80"/>
        <location line="+24"/>
        <source>Access key of Amazon Web Services</source>
        <translation>Zugriffsschlüssel für Amazon Web Services</translation>
    </message>
    <message>
        <location line="-23"/>
        <location line="+35"/>
        <source>Token of GitHub</source>
        <translation>Token von GitHub</translation>
    </message>
    <message>
        <location line="-32"/>
        <source>Token of GitLab</source>
        <translation>Token von GitLab</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Key of Stripe</source>
        <translation>Schlüssel von Stripe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of SendGrid</source>
        <translation>Schlüssel von SendGrid</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+31"/>
        <source>Token of npm</source>
        <translation>Token von npm</translation>
    </message>
    <message>
        <location line="-30"/>
        <source>Token of PyPI</source>
        <translation>Token von PyPI</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of Azure storage</source>
        <translation>Schlüssel für Azure-Speicher</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of OpenAI</source>
        <translation>Schlüssel von OpenAI</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Token of a Telegram bot</source>
        <translation>Token eines Telegram-Bots</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Token of a Discord bot</source>
        <translation>Token eines Discord-Bots</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Secret of Square</source>
        <translation>Geheimnis von Square</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of Twilio</source>
        <translation>Schlüssel von Twilio</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of Mailchimp</source>
        <translation>Schlüssel von Mailchimp</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Login of Artifactory</source>
        <translation>Anmeldung bei Artifactory</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Token of Slack</source>
        <translation>Token von Slack</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Login of Cloudant</source>
        <translation>Anmeldung bei Cloudant</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Login of SoftLayer</source>
        <translation>Anmeldung bei SoftLayer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of IBM Cloud</source>
        <translation>Schlüssel für IBM Cloud</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of IBM object storage</source>
        <translation>Schlüssel für IBM-Objektspeicher</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Password in an address</source>
        <translation>Passwort in einer Adresse</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Key of Google&apos;s services</source>
        <translation>Schlüssel für Google-Dienste</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Token of Hugging Face</source>
        <translation>Token von Hugging Face</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Token of Docker Hub</source>
        <translation>Token von Docker Hub</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Token of DigitalOcean</source>
        <translation>Token von DigitalOcean</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Private key of age</source>
        <translation>Privater Schlüssel von age</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Secret key of Amazon Web Services</source>
        <translation>Geheimer Schlüssel für Amazon Web Services</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Hash of a password</source>
        <translation>Hash eines Passworts</translation>
    </message>
    <message>
        <location filename="../../core/catalog/layer_tree.py" line="+110"/>
        <location filename="../../core/layer/apply.py" line="+322"/>
        <source>a hard link to a directory</source>
        <translation>ein Hardlink auf ein Verzeichnis</translation>
    </message>
    <message>
        <location filename="../../core/catalog/life.py" line="+40"/>
        <source>no layer of this image has it</source>
        <translation>keine Schicht dieses Images hat es</translation>
    </message>
    <message>
        <location filename="../../core/catalog/line_pattern.py" line="+33"/>
        <source>pattern to search for</source>
        <translation>Suchmuster</translation>
    </message>
    <message>
        <location filename="../../core/catalog/scan_process.py" line="+152"/>
        <source>it takes more memory than there is</source>
        <translation>es braucht mehr Speicher, als da ist</translation>
    </message>
    <message>
        <location filename="../../core/engine/admission.py" line="+25"/>
        <source>environment variable</source>
        <translation>Name einer Umgebungsvariable</translation>
    </message>
    <message>
        <location filename="../../core/engine/archives_in.py" line="+179"/>
        <source>there is no container image in it</source>
        <translation>es ist kein Container-Image darin</translation>
    </message>
    <message>
        <location filename="../../core/engine/archives_out.py" line="-32"/>
        <source>An archive without images</source>
        <translation>Ein Archiv ohne Images</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>choose at least one image</source>
        <translation>wählen Sie mindestens ein Image</translation>
    </message>
    <message>
        <location line="+74"/>
        <source>Making it durable</source>
        <translation>Wird dauerhaft gesichert</translation>
    </message>
    <message>
        <location filename="../../core/engine/arriving.py" line="+136"/>
        <source>its layers are not those that were found</source>
        <translation>seine Schichten sind nicht die gefundenen</translation>
    </message>
    <message>
        <location filename="../../core/engine/build_copy.py" line="+113"/>
        <source>give the mode in digits, as in 0644</source>
        <translation>geben Sie die Rechte in Ziffern an, etwa 0644</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>its links lead in a circle</source>
        <translation>seine Links führen im Kreis</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>it was swapped while it was copied to</source>
        <translation>es wurde ausgetauscht, während hineinkopiert wurde</translation>
    </message>
    <message>
        <location filename="../../core/engine/building.py" line="+99"/>
        <source>it is no folder to copy from</source>
        <translation>es ist kein Ordner, aus dem kopiert werden kann</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>being built in</source>
        <translation>wird gerade gebaut</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>waited for</source>
        <translation>darauf zu warten</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Building this</source>
        <translation>Dieser Build</translation>
    </message>
    <message>
        <location filename="../../core/engine/builtin.py" line="+72"/>
        <location filename="../../core/engine/remote.py" line="+67"/>
        <source>Built-in · this computer</source>
        <translation>Eingebaut · lokal</translation>
    </message>
    <message>
        <location filename="../../core/engine/capture.py" line="+110"/>
        <source>Finishing</source>
        <translation>Wird abgeschlossen</translation>
    </message>
    <message>
        <location filename="../../core/engine/catalog_inspection.py" line="+190"/>
        <source>Searching</source>
        <translation>Wird gesucht</translation>
    </message>
    <message>
        <location filename="../../core/engine/connect.py" line="+110"/>
        <source>its process does not listen</source>
        <translation>ihr Prozess hört nicht zu</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>its process could not be started</source>
        <translation>ihr Prozess konnte nicht gestartet werden</translation>
    </message>
    <message>
        <location filename="../../core/engine/container_files.py" line="+151"/>
        <source>Copying into it</source>
        <translation>Das Hineinkopieren</translation>
    </message>
    <message>
        <location filename="../../core/engine/copying.py" line="+122"/>
        <source>it has no name of its own</source>
        <translation>es hat keinen eigenen Namen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>another one of that name is copied as well</source>
        <translation>etwas anderes dieses Namens wird auch kopiert</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>it holds the container itself</source>
        <translation>es enthält den Container selbst</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>it is no full path of this computer</source>
        <translation>es ist kein vollständiger Pfad dieses Computers</translation>
    </message>
    <message>
        <location filename="../../core/engine/copying_in.py" line="+217"/>
        <source>it is no folder, and in the way of one</source>
        <translation>es ist kein Ordner und steht einem im Weg</translation>
    </message>
    <message>
        <location filename="../../core/engine/images.py" line="+90"/>
        <source>Storing</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <location filename="../../core/engine/inspecting.py" line="+36"/>
        <source>Containers on this computer</source>
        <translation>Container auf diesem Computer</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Built-in · reading only</source>
        <translation>Eingebaut · nur lesen</translation>
    </message>
    <message>
        <location filename="../../core/engine/layer_inspection.py" line="+294"/>
        <source>it is at neither of the two layers</source>
        <translation>in keiner der beiden Schichten ist es da</translation>
    </message>
    <message>
        <location filename="../../core/engine/marks.py" line="+174"/>
        <source>One mark more</source>
        <translation>Noch eine Marke</translation>
    </message>
    <message>
        <location filename="../../core/engine/merged_files.py" line="+61"/>
        <source>a path inside cannot have that form</source>
        <translation>ein Pfad im Inneren kann nicht diese Form haben</translation>
    </message>
    <message>
        <location line="+100"/>
        <source>it is no link any more</source>
        <translation>es ist kein Link mehr</translation>
    </message>
    <message>
        <location filename="../../core/engine/namespace.py" line="+203"/>
        <source>Install it: sudo apt-get install util-linux</source>
        <translation>Zu installieren mit: sudo apt-get install util-linux</translation>
    </message>
    <message>
        <location filename="../../core/engine/opened_images.py" line="-57"/>
        <source>the repository is gone</source>
        <translation>das Repository ist weg</translation>
    </message>
    <message>
        <location filename="../../core/engine/own_layers.py" line="+57"/>
        <source>path to leave out</source>
        <translation>Pfad, der weggelassen wird</translation>
    </message>
    <message>
        <location filename="../../core/engine/readiness.py" line="+22"/>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This repository can only be read; choose one of your own with --repository.</source>
        <translation>Dieses Repository kann nur gelesen werden; wählen Sie mit --repository ein eigenes.</translation>
    </message>
    <message>
        <location filename="../../core/engine/rebasing.py" line="+239"/>
        <source>a program that it needs is not there</source>
        <translation>ein nötiges Programm ist nicht da</translation>
    </message>
    <message>
        <location filename="../../core/engine/registries.py" line="+125"/>
        <source>Pushing under a digest</source>
        <translation>Unter einem Digest hochladen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>a digest follows from the image; give it a version</source>
        <translation>ein Digest ergibt sich aus dem Image; geben Sie ihm eine Version</translation>
    </message>
    <message>
        <location filename="../../core/engine/remote.py" line="+110"/>
        <location line="+46"/>
        <source>its process ended in the middle of the request</source>
        <translation>ihr Prozess endete mitten in der Anfrage</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>somebody else answers in its place</source>
        <translation>jemand anders antwortet an ihrer Stelle</translation>
    </message>
    <message>
        <location filename="../../core/engine/resource_use.py" line="+83"/>
        <source>Limiting a container</source>
        <translation>Einen Container zu begrenzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>control groups are not yours on this computer</source>
        <translation>die Control Groups gehören auf diesem Computer nicht Ihnen</translation>
    </message>
    <message>
        <location filename="../../core/engine/snapshot_preview.py" line="+42"/>
        <source>Looking at changes</source>
        <translation>Änderungen werden angesehen</translation>
    </message>
    <message>
        <location line="+69"/>
        <source>Reading new files</source>
        <translation>Neue Dateien werden gelesen</translation>
    </message>
    <message>
        <location filename="../../core/engine/snapshot_warnings.py" line="+27"/>
        <source>It is only there to save downloads, and makes every copy of the image larger.</source>
        <translation>Er ist nur da, um Ladezeit zu sparen, und macht jede Kopie des Images größer.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>It tells of what happened here, which nobody needs who starts from this image.</source>
        <translation>Es erzählt, was hier geschah; wer von diesem Image ausgeht, braucht das nicht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>It tells everybody who has the image what was typed here, passwords perhaps among it.</source>
        <translation>Es verrät allen, die das Image haben, was hier eingegeben wurde, vielleicht auch Passwörter.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Everybody who gets the image can read it, also when a later layer deletes it again. Give it to containers when they run instead.</source>
        <translation>Alle, die das Image bekommen, können es lesen, auch wenn eine spätere Schicht es wieder löscht. Geben Sie es stattdessen Containern, wenn sie laufen.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Compiled Python files</source>
        <translation>Kompilierte Python-Dateien</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Python makes them again when a program is started for the first time.</source>
        <translation>Python legt sie neu an, wenn ein Programm zum ersten Mal startet.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Traces of running programs</source>
        <translation>Spuren laufender Programme</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>They say that a program runs, which in a new container is not true and may confuse it.</source>
        <translation>Sie sagen, dass ein Programm läuft; in einem neuen Container stimmt das nicht und kann verwirren.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Dumps of crashed programs</source>
        <translation>Speicherabzüge abgestürzter Programme</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>They hold the memory of a program when it crashed: large, and perhaps with secrets.</source>
        <translation>Sie enthalten den Speicher eines Programms beim Absturz: groß und vielleicht mit Geheimnissen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Half-edited files</source>
        <translation>Halb bearbeitete Dateien</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>An editor left them: what was being written, or how a file was before.</source>
        <translation>Ein Editor hat sie hinterlassen: was gerade geschrieben wurde, oder wie eine Datei vorher war.</translation>
    </message>
    <message>
        <location filename="../../core/engine/starting.py" line="+73"/>
        <source>a container runtime</source>
        <translation>eine Container-Laufzeit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Install it: sudo apt-get install runc</source>
        <translation>Zu installieren mit: sudo apt-get install runc</translation>
    </message>
    <message>
        <location line="+70"/>
        <source>a small init for containers</source>
        <translation>ein kleines Init für Container</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Install it: sudo apt-get install catatonit</source>
        <translation>Zu installieren mit: sudo apt-get install catatonit</translation>
    </message>
    <message>
        <location filename="../../core/engine/switch_hub.py" line="+157"/>
        <source>Without root only web addresses and packages are reached outside, through a proxy that programs are told of.</source>
        <translation>Ohne root sind außen nur Webadressen und Pakete erreichbar, über einen Proxy, den Programme genannt bekommen.</translation>
    </message>
    <message>
        <location line="+46"/>
        <location filename="../../core/engine/switches.py" line="+297"/>
        <location filename="../../core/network/ports.py" line="+50"/>
        <location filename="../../core/serving/server.py" line="+291"/>
        <source>another program</source>
        <translation>einem anderen Programm</translation>
    </message>
    <message>
        <location filename="../../core/engine/switches.py" line="-207"/>
        <location line="+204"/>
        <source>Publishing ports</source>
        <translation>Ports zu veröffentlichen</translation>
    </message>
    <message>
        <location line="-176"/>
        <source>it is part of this computer</source>
        <translation>er ist ein Teil dieses Computers</translation>
    </message>
    <message>
        <location line="+144"/>
        <source>what virtual switches are made with</source>
        <translation>womit virtuelle Switches gemacht werden</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Containers on it reach each other by name, and the outside</source>
        <translation>Container daran erreichen einander beim Namen, und die Außenwelt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Containers on it reach each other by name, and nobody else</source>
        <translation>Container daran erreichen einander beim Namen, und sonst niemanden</translation>
    </message>
    <message>
        <location filename="../../core/errors/contents.py" line="-83"/>
        <source>A part of the image ({digest}…) is missing from the repository. Fetch or build the image again.</source>
        <translation>Ein Teil des Images ({digest}…) fehlt im Repository. Holen oder bauen Sie das Image noch einmal.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Bytes are damaged: {expected}… was promised, {actual}… was found. Fetch or build the image again.</source>
        <translation>Bytes sind beschädigt: {expected}… war versprochen, {actual}… wurde gefunden. Holen oder bauen Sie das Image noch einmal.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>The {document} cannot be understood: {reason}.</source>
        <translation>Nicht zu verstehen ({document}): {reason}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The contents of this layer are not available: {reason}.</source>
        <translation>Der Inhalt dieser Schicht ist nicht verfügbar: {reason}.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{part} of {image} {reason}. Nothing was written; fetch or build the image again.</source>
        <translation>{part} von {image} {reason}. Nichts wurde geschrieben; holen oder bauen Sie das Image noch einmal.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>it is not there at this layer</source>
        <translation>in dieser Schicht ist es nicht da</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>“{path}” cannot be opened: {reason}.</source>
        <translation>„{path}“ kann nicht geöffnet werden: {reason}.</translation>
    </message>
    <message>
        <location line="+22"/>
        <source> at “{entry}”</source>
        <translation> bei „{entry}“</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The archive was refused{where}: {reason}. Nothing of it was kept.</source>
        <translation>Das Archiv wurde abgelehnt{where}: {reason}. Nichts davon wurde behalten.</translation>
    </message>
    <message>
        <location filename="../../core/errors/recipes.py" line="+20"/>
        <source>Recipe “{recipe}” cannot be used: {reason}.</source>
        <translation>Das Rezept „{recipe}“ kann nicht benutzt werden: {reason}.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Recipe “{recipe}” stopped: the container ended before “{command}” had.</source>
        <translation>Das Rezept „{recipe}“ wurde unterbrochen: Der Container endete vor „{command}“.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Recipe “{recipe}” stopped: “{command}” ended with exit code {exit_code}.</source>
        <translation>Das Rezept „{recipe}“ wurde unterbrochen: „{command}“ endete mit Exit-Code {exit_code}.</translation>
    </message>
    <message>
        <location filename="../../core/errors/registry.py" line="+30"/>
        <source>The registry {shown_registry} cannot be reached: {reason}. Check its name and this computer&apos;s network, and try again.</source>
        <translation>Die Registry {shown_registry} ist nicht zu erreichen: {reason}. Prüfen Sie ihren Namen und das Netzwerk dieses Computers, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>The registry {shown_registry} wants to know who you are: the image does not exist, or not everybody may use it. Log in and try again.</source>
        <translation>Die Registry {shown_registry} will wissen, wer Sie sind: Das Image gibt es nicht, oder nicht alle dürfen es benutzen. Melden Sie sich an, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source> of {user}</source>
        <translation> von {user}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The registry {shown_registry} does not take the login{who}: the password is wrong or no longer valid, or this user may not do that. Log in again.</source>
        <translation>Die Registry {shown_registry} nimmt die Anmeldung{who} nicht an: Das Passwort ist falsch oder nicht mehr gültig, oder dieser Benutzer darf das nicht. Melden Sie sich noch einmal an.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>The registry {shown_registry} refused {action}: {reason}. Ask who keeps it, or choose another name.</source>
        <translation>Die Registry {shown_registry} hat abgelehnt ({action}): {reason}. Fragen Sie, wer sie betreibt, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>{reference} is not in the registry {shown_registry}. Check the name and the version, or look at what the registry has.</source>
        <translation>{reference} ist nicht in der Registry {shown_registry}. Prüfen Sie Namen und Version, oder sehen Sie nach, was die Registry hat.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The registry {shown_registry} is not safe to talk to: {reason}. If you trust this network, allow it to be used without encryption, or put the certificate of its authority into ~/.config/containers/certs.d/{shown_registry}/ca.crt.</source>
        <translation>Mit der Registry {shown_registry} ist nicht sicher zu sprechen: {reason}. Wenn Sie diesem Netzwerk vertrauen, erlauben Sie sie ohne Verschlüsselung, oder legen Sie das Zertifikat ihrer Zertifizierungsstelle in ~/.config/containers/certs.d/{shown_registry}/ca.crt.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>The registry {shown_registry} does not behave: {what}. Nothing was kept of it; tell who keeps it, or use another registry.</source>
        <translation>Die Registry {shown_registry} benimmt sich falsch: {what}. Nichts davon wurde behalten; sagen Sie es, wer sie betreibt, oder nehmen Sie eine andere Registry.</translation>
    </message>
    <message>
        <location filename="../../core/errors/requests.py" line="+20"/>
        <source>“{given}” cannot be a {kind}: {rule}.</source>
        <translation>„{given}“ ist nicht möglich ({kind}): {rule}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>An image {reference} is in the repository already. Choose another version, or say that it shall be replaced.</source>
        <translation>Ein Image {reference} ist schon im Repository. Wählen Sie eine andere Version, oder sagen Sie, dass es ersetzt werden soll.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>There is no image {reference} in the local repository.</source>
        <translation>Im lokalen Repository gibt es kein Image {reference}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>image {i}</source>
        <translation>Image {i}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>container {c}</source>
        <translation>Container {c}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>{reference} cannot be removed while {users} stands on it.</source>
        <translation>{reference} kann nicht entfernt werden, solange darauf steht: {users}.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>There is no container {container}; it was discarded, perhaps by another window.</source>
        <translation>Es gibt keinen Container {container}; er wurde verworfen, vielleicht von einem anderen Fenster.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>A container named {name} exists already. Choose another name.</source>
        <translation>Einen Container namens {name} gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Container {name} is {state}; this needs it to be {needed}.</source>
        <translation>Container {name}: {state}; nötig ist: {needed}.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Container {container} cannot start: its image {reference} is no longer in the repository. Bring the image back, or discard the container.</source>
        <translation>Container {container} kann nicht starten: Sein Image {reference} ist nicht mehr im Repository. Holen Sie das Image zurück, oder verwerfen Sie den Container.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Nothing has changed in {container}, so the new layer would be empty. Capture it all the same if you want an image with its own name.</source>
        <translation>In {container} hat sich nichts geändert, die neue Schicht wäre also leer. Nehmen Sie ihn trotzdem auf, wenn Sie ein Image mit eigenem Namen wollen.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>There is no program “{program}” in {container} that can be run.</source>
        <translation>In {container} gibt es kein Programm „{program}“, das ausgeführt werden kann.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Missing on this computer: {facility}. {remedy}</source>
        <translation>Auf diesem Computer fehlt: {facility}. {remedy}</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The container runtime could not {action} {container}: {detail}</source>
        <translation>Die Container-Laufzeit ist gescheitert ({action} {container}): {detail}</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>The layers could not be mounted: {reason}.</source>
        <translation>Die Schichten konnten nicht eingehängt werden: {reason}.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>The disk below {path} is full. Nothing was changed; free some space, or remove images, and try again.</source>
        <translation>Die Platte unter {path} ist voll. Nichts wurde geändert; schaffen Sie Platz, oder entfernen Sie Images, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>The repository {path} can be read but not changed by you. Choose a folder of your own with --repository.</source>
        <translation>Das Repository {path} können Sie lesen, aber nicht ändern. Wählen Sie mit --repository einen eigenen Ordner.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>{path} cannot be opened as a repository: {reason}.</source>
        <translation>{path} kann nicht als Repository geöffnet werden: {reason}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>{path} cannot be used: {reason}.</source>
        <translation>{path} kann nicht benutzt werden: {reason}.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>The engine did not answer: {reason}. Your images and containers are safe.</source>
        <translation>Die Engine hat nicht geantwortet: {reason}. Images und Container sind unversehrt.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{what} is not possible here: {reason}.</source>
        <translation>{what} ist hier nicht möglich: {reason}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The base image could not be made from {source}: {reason}.</source>
        <translation>Aus {source} konnte kein Basis-Image werden: {reason}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Lesson “{lesson}” cannot go on: {reason}.</source>
        <translation>Die Lektion „{lesson}“ kann nicht weitergehen: {reason}.</translation>
    </message>
    <message>
        <location filename="../../core/errors/reworking.py" line="+20"/>
        <source>Layer {number} ({text}) could not be put on the other base: {reason}. No image was made; choose for this layer to copy its files, or to leave it out.</source>
        <translation>Die Schicht {number} ({text}) konnte nicht auf das andere Basis-Image gesetzt werden: {reason}. Es wurde kein Image angelegt; wählen Sie für diese Schicht, ihre Dateien zu kopieren oder sie wegzulassen.</translation>
    </message>
    <message>
        <location filename="../../core/errors/root.py" line="+22"/>
        <source>Something went wrong.</source>
        <translation>Etwas ging schief.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Bricklayer met a mistake of its own: {value}. Please report it.</source>
        <translation>Bricklayer ist auf einen eigenen Fehler gestoßen: {value}. Bitte melden Sie ihn.</translation>
    </message>
    <message>
        <location filename="../../core/errors/running.py" line="+18"/>
        <source>A switch named {name} exists already. Choose another name.</source>
        <translation>Einen Switch namens {name} gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>There is no switch {name}. Make it first, or choose another one.</source>
        <translation>Es gibt keinen Switch {name}. Legen Sie ihn zuerst an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Switch {name} is in use by {names}. Discard them first.</source>
        <translation>Der Switch {name} wird benutzt von {names}. Verwerfen Sie diese zuerst.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>The container could not be plugged into switch {switch}: {reason}.</source>
        <translation>Der Container konnte nicht an den Switch {switch} angeschlossen werden: {reason}.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Port {port} of this computer is taken by {taken_by}. Choose another one.</source>
        <translation>Der Port {port} dieses Computers ist belegt von {taken_by}. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>{path} cannot be shared with a container: {reason}.</source>
        <translation>{path} kann nicht mit einem Container geteilt werden: {reason}.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{container} does not have that mark any more: somebody rolled back further, or captured it. Choose one of the marks that it has now.</source>
        <translation>{container} hat diese Marke nicht mehr: Jemand hat weiter zurückgerollt oder ihn aufgenommen. Wählen Sie eine der Marken, die er jetzt hat.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>A limit of {given} for {what} cannot be set: choose {possible}.</source>
        <translation>Eine Grenze von {given} für {what} ist nicht möglich: Wählen Sie {possible}.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Step {number} ({text_value})</source>
        <translation>Schritt {number} ({text_value})</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{step} failed: {reason}. The container is as it was before that step: mend the Containerfile, or go on by hand.</source>
        <translation>{step} ist fehlgeschlagen: {reason}. Der Container ist wie vor diesem Schritt: Bessern Sie das Containerfile aus, oder machen Sie von Hand weiter.</translation>
    </message>
    <message>
        <location filename="../../core/layer/apply.py" line="-148"/>
        <source>the archive uses a file or link as a directory</source>
        <translation>das Archiv benutzt eine Datei oder einen Link als Verzeichnis</translation>
    </message>
    <message>
        <location line="+106"/>
        <source>it replaces a directory that holds files</source>
        <translation>es ersetzt ein Verzeichnis, in dem Dateien sind</translation>
    </message>
    <message>
        <location filename="../../core/layer/capture.py" line="+194"/>
        <source>Capturing</source>
        <translation>Wird aufgenommen</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>the upper directory holds only notes of files</source>
        <translation>das Verzeichnis upper enthält nur Vermerke über Dateien</translation>
    </message>
    <message>
        <location filename="../../core/layer/hashed_source.py" line="+39"/>
        <source>Unpacking</source>
        <translation>Wird entpackt</translation>
    </message>
    <message>
        <location filename="../../core/layer/header.py" line="+58"/>
        <source>a header is neither ustar nor GNU</source>
        <translation>ein Kopf ist weder ustar noch GNU</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>a header&apos;s checksum is wrong</source>
        <translation>die Prüfsumme eines Kopfs ist falsch</translation>
    </message>
    <message>
        <location line="+8"/>
        <location filename="../../core/layer/rules.py" line="+332"/>
        <source>a name goes on after its end mark</source>
        <translation>ein Name geht nach seinem Ende weiter</translation>
    </message>
    <message>
        <location filename="../../core/layer/pax.py" line="+62"/>
        <location line="+3"/>
        <source>an extended header is damaged</source>
        <translation>ein erweiterter Kopf ist beschädigt</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>it is one part of an archive of several</source>
        <translation>es ist ein Teil eines mehrteiligen Archivs</translation>
    </message>
    <message>
        <location line="+6"/>
        <location filename="../../core/layer/sparse.py" line="+95"/>
        <source>a name holds a NUL byte</source>
        <translation>in einem Namen ist ein NUL-Byte</translation>
    </message>
    <message>
        <location filename="../../core/layer/pax.py" line="+33"/>
        <source>a time in an extended header is no number</source>
        <translation>eine Zeit in einem erweiterten Kopf ist keine Zahl</translation>
    </message>
    <message>
        <location filename="../../core/layer/reader.py" line="+161"/>
        <location filename="../../core/layer/scan.py" line="+234"/>
        <source>something follows the end of the archive</source>
        <translation>nach dem Ende des Archivs folgt etwas</translation>
    </message>
    <message>
        <location filename="../../core/layer/rules.py" line="-185"/>
        <source>it ends after an extended header</source>
        <translation>es endet nach einem erweiterten Kopf</translation>
    </message>
    <message>
        <location line="+179"/>
        <source>a global header renames or resizes entries</source>
        <translation>ein globaler Kopf ändert Namen oder Größen von Einträgen</translation>
    </message>
    <message>
        <location filename="../../core/lesson/actions.py" line="+26"/>
        <source>make the base image {name} {version} from “{source}”</source>
        <translation>das Basis-Image {name} {version} aus „{source}“ anlegen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>create container {name} of {image} on switch “{switch}”</source>
        <translation>den Container {name} von {image} am Switch „{switch}“ anlegen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>start {container}</source>
        <translation>{container} starten</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>stop {container}</source>
        <translation>{container} anhalten</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>discard {container}</source>
        <translation>{container} verwerfen</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>write {path} in {container}</source>
        <translation>{path} in {container} schreiben</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>copy {source} into {container}, to {target}</source>
        <translation>{source} in {container} kopieren, nach {target}</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>capture {container} as image {name} {version}</source>
        <translation>{container} als Image {name} {version} aufnehmen</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>mark {container} as “{label}”</source>
        <translation>in {container} die Marke „{label}“ setzen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>roll {container} back to its image</source>
        <translation>{container} auf sein Image zurückrollen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>roll {container} back to “{label}”</source>
        <translation>{container} auf „{label}“ zurückrollen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>remove image {image}</source>
        <translation>das Image {image} entfernen</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>build image {name} {version} from a Containerfile</source>
        <translation>das Image {name} {version} aus einem Containerfile bauen</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>squash bricks {first} to {last} of {image} into image {name} {version}</source>
        <translation>die Bausteine {first} bis {last} von {image} zum Image {name} {version} zusammenfassen</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>rebase {image} onto {onto} as image {name} {version}</source>
        <translation>{image} auf {onto} umsetzen, als Image {name} {version}</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>share the repository with programs of this computer</source>
        <translation>das Repository für Programme dieses Computers freigeben</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>push {image} to {to}</source>
        <translation>{image} nach {to} hochladen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>pull {source} as {name}</source>
        <translation>{source} als {name} holen</translation>
    </message>
    <message>
        <location filename="../../core/lesson/authoring.py" line="+86"/>
        <source>As it was recorded</source>
        <translation>Wie aufgezeichnet</translation>
    </message>
    <message>
        <location filename="../../core/lesson/performing.py" line="+147"/>
        <source>“{line}” ended with exit code {exit_code} instead of 0</source>
        <translation>„{line}“ endete mit Exit-Code {exit_code} statt 0</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>the lesson&apos;s folder does not hold it</source>
        <translation>der Ordner der Lektion enthält es nicht</translation>
    </message>
    <message>
        <location line="+112"/>
        <source>the repository is not shared, so it has no address</source>
        <translation>das Repository ist nicht freigegeben, also hat es keine Adresse</translation>
    </message>
    <message>
        <location filename="../../core/lesson/player.py" line="+90"/>
        <source>step {number}, “{step}”, did not reach its goal</source>
        <translation>Schritt {number}, „{step}“, hat sein Ziel nicht erreicht</translation>
    </message>
    <message>
        <location filename="../../core/lesson/proof.py" line="+109"/>
        <source>{names} is there already</source>
        <translation>{names} ist schon da</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>check {place} ({check}) says that it keeps something, which is not so</source>
        <translation>Prüfung {place} ({check}) sagt, dass sie etwas bewahrt, was nicht stimmt</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>check {place} ({check}) holds before; is it to stay so (keeps = true)?</source>
        <translation>Prüfung {place} ({check}) gilt schon vorher; soll es so bleiben (keeps = true)?</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>it is done before anything was done for it</source>
        <translation>er ist getan, bevor etwas dafür getan wurde</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>this step did not reach its goal</source>
        <translation>dieser Schritt hat sein Ziel nicht erreicht</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>step {other} opens again on “{deed}”</source>
        <translation>Schritt {other} wird durch „{deed}“ wieder offen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>step {other} is done by “{deed}”</source>
        <translation>Schritt {other} wird durch „{deed}“ getan</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>step {earlier} is open again after it</source>
        <translation>danach ist Schritt {earlier} wieder offen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>step {later} is done with it</source>
        <translation>Schritt {later} ist damit auch getan</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>{names} cannot be measured</source>
        <translation>{names} kann nicht gemessen werden</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>not all steps are done at the end</source>
        <translation>am Ende sind nicht alle Schritte getan</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>goal {image} does not stand at the end</source>
        <translation>das Ziel {image} steht am Ende nicht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>the image that is scored is not there</source>
        <translation>das Image, das bewertet wird, ist nicht da</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>after undoing it, it is not the open step</source>
        <translation>nach dem Zurücknehmen ist er nicht der offene Schritt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>after undoing and playing on, not all steps are done</source>
        <translation>nach dem Zurücknehmen und Weiterspielen sind nicht alle Schritte getan</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>after a reset, steps are done</source>
        <translation>nach dem Zurücksetzen sind Schritte getan</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>a reset leaves {names}</source>
        <translation>ein Zurücksetzen lässt {names} übrig</translation>
    </message>
    <message>
        <location filename="../../core/lesson/proposing.py" line="+107"/>
        <source>Image {image} was removed.</source>
        <translation>Das Image {image} wurde entfernt.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Image {image} is new: {layers} bricks, on {below}.</source>
        <translation>Das Image {image} ist neu: {layers} Bausteine, auf {below}.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Image {image} is new.</source>
        <translation>Das Image {image} ist neu.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>It carries the label {label}.</source>
        <translation>Es trägt das Label {label}.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>It stores files that nobody sees any more.</source>
        <translation>Es speichert Dateien, die niemand mehr sieht.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>It stores hardly anything that nobody sees.</source>
        <translation>Es speichert kaum etwas, das niemand sieht.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Its topmost brick holds {path}.</source>
        <translation>Sein oberster Baustein enthält {path}.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} cannot be seen any more, and is stored below.</source>
        <translation>{path} ist nicht mehr zu sehen und darunter noch gespeichert.</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>{name} has a mark {label}.</source>
        <translation>{name} hat eine Marke {label}.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Container {name} was discarded.</source>
        <translation>Der Container {name} wurde verworfen.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Container {name} runs now.</source>
        <translation>Der Container {name} läuft jetzt.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Container {name} is stopped.</source>
        <translation>Der Container {name} ist angehalten.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Container {name} is there now.</source>
        <translation>Der Container {name} ist jetzt da.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Port {port} of this computer answers.</source>
        <translation>Der Port {port} dieses Computers antwortet.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{path} changed in {name}.</source>
        <translation>{path} hat sich in {name} geändert.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{path} holds “{text}”.</source>
        <translation>{path} enthält „{text}“.</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>“{line}” prints “{text}”.</source>
        <translation>„{line}“ gibt „{text}“ aus.</translation>
    </message>
    <message>
        <location filename="../../core/lesson/recording.py" line="+105"/>
        <source>Container {name} was there before the recording began; what was done in it before is not in the lesson.</source>
        <translation>Den Container {name} gab es schon vor der Aufzeichnung; was vorher in ihm getan wurde, ist nicht in der Lektion.</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>The lesson needs image {image}, which none of its steps makes.</source>
        <translation>Die Lektion braucht das Image {image}, das keiner ihrer Schritte anlegt.</translation>
    </message>
    <message>
        <location filename="../../core/lesson/sharing.py" line="+40"/>
        <location line="+43"/>
        <source>Sharing</source>
        <translation>Wird freigegeben</translation>
    </message>
    <message>
        <location line="-43"/>
        <source>the repository cannot be shared from here</source>
        <translation>das Repository kann von hier nicht freigegeben werden</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>the registry does not come up</source>
        <translation>die Registry kommt nicht in Gang</translation>
    </message>
    <message>
        <location filename="../../core/lesson/story.py" line="+80"/>
        <source>Image {image} came from elsewhere; how a lesson gets it is to be added by hand.</source>
        <translation>Das Image {image} kam von anderswo; wie eine Lektion dazu kommt, ist von Hand zu ergänzen.</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Files in {name} changed without a command, and not all could be taken down.</source>
        <translation>Dateien in {name} änderten sich ohne Befehl, und nicht alle konnten festgehalten werden.</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>“{line}” did not end well, and is left out.</source>
        <translation>„{line}“ endete nicht gut und ist weggelassen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>“{line}” is too long to be known in full.</source>
        <translation>„{line}“ ist zu lang, um ganz bekannt zu sein.</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>The Containerfile copies files, which have to be put into the lesson&apos;s folder.</source>
        <translation>Das Containerfile kopiert Dateien; sie müssen in den Ordner der Lektion gelegt werden.</translation>
    </message>
    <message>
        <location filename="../../core/lesson/undoing.py" line="+100"/>
        <source>no step is done that could be undone</source>
        <translation>kein Schritt ist getan, der zurückgenommen werden könnte</translation>
    </message>
    <message>
        <location line="+67"/>
        <source>image {image} stays, since {names} stands on it and is none of the lesson&apos;s</source>
        <translation>das Image {image} bleibt, denn {names} steht darauf und gehört nicht zur Lektion</translation>
    </message>
    <message>
        <location filename="../../core/lesson/writing.py" line="+34"/>
        <source>a command or a name in it is no text</source>
        <translation>ein Befehl oder ein Name darin ist kein Text</translation>
    </message>
    <message>
        <location filename="../../core/network/ports.py" line="-24"/>
        <source>ports have numbers from 1 to 65535</source>
        <translation>Ports haben Nummern von 1 bis 65535</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the protocol must be tcp or udp</source>
        <translation>das Protokoll muss tcp oder udp sein</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>without root only tcp is forwarded</source>
        <translation>ohne root wird nur tcp weitergeleitet</translation>
    </message>
    <message>
        <location filename="../../core/network/subnets.py" line="+54"/>
        <source>One more switch</source>
        <translation>Noch ein Switch</translation>
    </message>
    <message>
        <location filename="../../core/network/switch.py" line="+32"/>
        <source>No network: the container can only talk to itself</source>
        <translation>Kein Netzwerk: Der Container kann nur mit sich selbst sprechen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The network of this computer, with its names, addresses and ports</source>
        <translation>Das Netzwerk dieses Computers, mit seinen Namen, Adressen und Ports</translation>
    </message>
    <message>
        <location filename="../../core/oci/image_config.py" line="+121"/>
        <source>its rootfs is not made of layers</source>
        <translation>sein rootfs besteht nicht aus Schichten</translation>
    </message>
    <message>
        <location filename="../../core/oci/manifest.py" line="+38"/>
        <location line="+45"/>
        <source>it is an index and a manifest at once</source>
        <translation>es ist Index und Manifest zugleich</translation>
    </message>
    <message>
        <location line="-43"/>
        <location line="+45"/>
        <source>its schemaVersion is not 2</source>
        <translation>seine schemaVersion ist nicht 2</translation>
    </message>
    <message>
        <location line="-38"/>
        <source>it calls itself an index</source>
        <translation>es nennt sich Index</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>it calls itself a manifest</source>
        <translation>es nennt sich Manifest</translation>
    </message>
    <message>
        <location filename="../../core/oci/names.py" line="-13"/>
        <source>use letters and digits, with single - . _ + between them, and / between parts, {limit} characters at most</source>
        <translation>nehmen Sie Buchstaben und Ziffern, dazwischen einzelne - . _ + und / zwischen Teilen, höchstens {limit} Zeichen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>image name</source>
        <translation>Name eines Images</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>write a name of 1 to {limit} visible characters</source>
        <translation>schreiben Sie einen Namen aus 1 bis {limit} sichtbaren Zeichen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>publisher</source>
        <translation>Herausgeber</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>write {limit} visible characters at most</source>
        <translation>schreiben Sie höchstens {limit} sichtbare Zeichen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>use letters, digits, . and -, 63 characters at most</source>
        <translation>nehmen Sie Buchstaben, Ziffern, . und -, höchstens 63 Zeichen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>host name</source>
        <translation>Name eines Rechners</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>container name</source>
        <translation>Name eines Containers</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>switch name</source>
        <translation>Name eines Switches</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>use letters, digits and . _ -, starting with a letter or digit, 63 at most</source>
        <translation>nehmen Sie Buchstaben, Ziffern und . _ -, am Anfang Buchstabe oder Ziffer, höchstens 63</translation>
    </message>
    <message>
        <location filename="../../core/oci/strict_json.py" line="+39"/>
        <source>it starts with a byte order mark</source>
        <translation>es beginnt mit einer Byte-Order-Mark</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>it is no JSON object</source>
        <translation>es ist kein JSON-Objekt</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>a text in it is no Unicode</source>
        <translation>ein Text darin ist kein Unicode</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>an object in it has the same key twice</source>
        <translation>ein Objekt darin hat denselben Schlüssel zweimal</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>an object was expected</source>
        <translation>ein Objekt wurde erwartet</translation>
    </message>
    <message>
        <location filename="../../core/recipe/answers.py" line="+1"/>
        <source>it has no value “{key}”; known are {known}</source>
        <translation>es hat keinen Wert „{key}“; bekannt sind {known}</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>This is needed.</source>
        <translation>Das wird gebraucht.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Only visible characters can be used here.</source>
        <translation>Hier gehen nur sichtbare Zeichen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Use {limit} characters at most.</source>
        <translation>Höchstens {limit} Zeichen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This does not have the form that is needed.</source>
        <translation>Das hat nicht die nötige Form.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Write a path that begins with / and has no “..” in it.</source>
        <translation>Schreiben Sie einen Pfad, der mit / beginnt und kein „..“ enthält.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>There is no such folder on this computer.</source>
        <translation>Diesen Ordner gibt es auf diesem Computer nicht.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>There is no such file on this computer.</source>
        <translation>Diese Datei gibt es auf diesem Computer nicht.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose one of what is offered.</source>
        <translation>Wählen Sie eines von den angebotenen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A package’s name has letters, digits and + . _ - only.</source>
        <translation>Ein Paketname hat nur Buchstaben, Ziffern und + . _ -.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A version has letters, digits and + . _ : ~ - only.</source>
        <translation>Eine Version hat nur Buchstaben, Ziffern und + . _ : ~ -.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A user’s name has small letters, digits, _ and - only.</source>
        <translation>Ein Benutzername hat nur Kleinbuchstaben, Ziffern, _ und -.</translation>
    </message>
    <message>
        <location filename="../../core/recipe/fitting.py" line="+64"/>
        <source>This image cannot run on this computer.</source>
        <translation>Dieses Image kann auf diesem Computer nicht laufen.</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>It is a base to start from, and goes onto the baseplate.</source>
        <translation>Das ist ein Anfang und kommt auf die Grundplatte.</translation>
    </message>
    <message>
        <location line="+79"/>
        <source>a shell</source>
        <translation>eine Shell</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Needs {what}, and this image has none.</source>
        <translation>Braucht {what}, und dieses Image hat das nicht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Needs {what} or {last}, and this image has none of them.</source>
        <translation>Braucht {what} oder {last}, und dieses Image hat nichts davon.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Needs a network to fetch packages with {package_manager}, and there is none.</source>
        <translation>Braucht ein Netzwerk, um Pakete mit {package_manager} zu holen, und es gibt keines.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Needs a network, and there is none.</source>
        <translation>Braucht ein Netzwerk, und es gibt keines.</translation>
    </message>
    <message>
        <location filename="../../core/recipe/following.py" line="+98"/>
        <source>a path inside cannot have “..” in it</source>
        <translation>ein Pfad im Inneren kann kein „..“ enthalten</translation>
    </message>
    <message>
        <location filename="../../core/recipe/writing.py" line="+37"/>
        <source>there is no command to repeat</source>
        <translation>es gibt keinen Befehl zu wiederholen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>a command in it is not known in full</source>
        <translation>ein Befehl darin ist nicht ganz bekannt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>a command in it has “{{”, which means a value in recipes</source>
        <translation>ein Befehl darin enthält „{{“, was in Rezepten einen Wert bedeutet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>a command in it is no text</source>
        <translation>ein Befehl darin ist kein Text</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Made of commands that were run.</source>
        <translation>Gemacht aus ausgeführten Befehlen.</translation>
    </message>
    <message>
        <location filename="../../core/registry/authentication.py" line="+224"/>
        <source>user name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <location filename="../../core/registry/credential_files.py" line="+75"/>
        <source>it is no ordinary file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>it is too large for a file of logins</source>
        <translation>es ist zu groß für eine Datei mit Anmeldungen</translation>
    </message>
    <message>
        <location line="+87"/>
        <source>it cannot be written</source>
        <translation>es kann nicht geschrieben werden</translation>
    </message>
    <message>
        <location line="+41"/>
        <location line="+3"/>
        <source>a login in it is damaged</source>
        <translation>eine Anmeldung darin ist beschädigt</translation>
    </message>
    <message>
        <location filename="../../core/registry/lines.py" line="+125"/>
        <source>nothing answers at that port</source>
        <translation>an diesem Port antwortet nichts</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>nothing answers there in time</source>
        <translation>dort antwortet nichts rechtzeitig</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>nobody knows a computer of that name</source>
        <translation>niemand kennt einen Computer dieses Namens</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>there is no way to it from this network</source>
        <translation>aus diesem Netzwerk führt kein Weg dorthin</translation>
    </message>
    <message>
        <location filename="../../core/registry/listing.py" line="+32"/>
        <source>Docker Hub does not tell what it has; write the image&apos;s name.</source>
        <translation>Docker Hub sagt nicht, was es hat; geben Sie den Namen des Images ein.</translation>
    </message>
    <message>
        <location filename="../../core/registry/logins.py" line="+104"/>
        <source>The keyring</source>
        <translation>Der Schlüsselbund</translation>
    </message>
    <message>
        <location filename="../../core/registry/proxies.py" line="+74"/>
        <source>this network&apos;s proxy talks nonsense</source>
        <translation>der Proxy dieses Netzwerks redet Unsinn</translation>
    </message>
    <message>
        <location filename="../../core/registry/reading.py" line="+0"/>
        <source>too many indexes are in one another</source>
        <translation>zu viele Indizes stecken ineinander</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>image config</source>
        <translation>Image-Konfiguration</translation>
    </message>
    <message>
        <location line="+0"/>
        <location filename="../../core/serving/pushed_manifest.py" line="+99"/>
        <source>it is too large</source>
        <translation>es ist zu groß</translation>
    </message>
    <message>
        <location filename="../../core/registry/reference.py" line="+60"/>
        <location line="+65"/>
        <source>remote image name</source>
        <translation>Name eines Images in einer Registry</translation>
    </message>
    <message>
        <location line="-13"/>
        <location line="+4"/>
        <source>registry name</source>
        <translation>Name einer Registry</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>a port is a number from 1 to 65535</source>
        <translation>ein Port ist eine Zahl von 1 bis 65535</translation>
    </message>
    <message>
        <location filename="../../core/registry/sending.py" line="+151"/>
        <source>it does not answer in time</source>
        <translation>sie antwortet nicht rechtzeitig</translation>
    </message>
    <message>
        <location filename="../../core/registry/targets.py" line="+69"/>
        <source>an address that it gave holds what none may hold</source>
        <translation>eine Adresse von ihr enthält, was keine enthalten darf</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+15"/>
        <source>an address that it gave names no host</source>
        <translation>eine Adresse von ihr nennt keinen Rechner</translation>
    </message>
    <message>
        <location line="-10"/>
        <source>an address that it gave cannot be read</source>
        <translation>eine Adresse von ihr kann nicht gelesen werden</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>it leads to something else than http or https</source>
        <translation>sie führt zu etwas anderem als http oder https</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>an address that it gave holds a user&apos;s name</source>
        <translation>eine Adresse von ihr enthält einen Benutzernamen</translation>
    </message>
    <message>
        <location filename="../../core/registry/transport.py" line="+210"/>
        <source>it answers in another protocol than HTTP</source>
        <translation>sie antwortet in einem anderen Protokoll als HTTP</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>nobody that this computer trusts vouches for its certificate</source>
        <translation>niemand, dem dieser Computer vertraut, bürgt für ihr Zertifikat</translation>
    </message>
    <message>
        <location filename="../../core/runtime/execution.py" line="+70"/>
        <source>Running this</source>
        <translation>Das auszuführen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>a command is words without a NUL in them</source>
        <translation>ein Befehl besteht aus Wörtern ohne NUL darin</translation>
    </message>
    <message>
        <location line="+112"/>
        <source>run a command in</source>
        <translation>einen Befehl ausführen in</translation>
    </message>
    <message>
        <location filename="../../core/runtime/limits.py" line="+29"/>
        <source>processor time</source>
        <translation>die Prozessorzeit</translation>
    </message>
    <message>
        <location filename="../../core/runtime/mounts.py" line="+74"/>
        <source>it must be a real directory</source>
        <translation>es muss ein echtes Verzeichnis sein</translation>
    </message>
    <message>
        <location filename="../../core/runtime/probe.py" line="+86"/>
        <source>Container runtime</source>
        <translation>Container-Laufzeit</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Install the container runtime: sudo apt-get install runc</source>
        <translation>Die Container-Laufzeit installieren: sudo apt-get install runc</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>runc was not found</source>
        <translation>runc wurde nicht gefunden</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>First process of a container</source>
        <translation>Erster Prozess eines Containers</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Install a small init for containers: sudo apt-get install catatonit</source>
        <translation>Ein kleines Init für Container installieren: sudo apt-get install catatonit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>catatonit was not found</source>
        <translation>catatonit wurde nicht gefunden</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Limits (control groups)</source>
        <translation>Grenzen (Control Groups)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>processes, memory and processor time are limited</source>
        <translation>Prozesse, Speicher und Prozessorzeit werden begrenzt</translation>
    </message>
    <message>
        <location filename="../../core/runtime/spec.py" line="+93"/>
        <source>programs cannot start in that directory</source>
        <translation>in diesem Verzeichnis können keine Programme starten</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Running its own command</source>
        <translation>Den eigenen Befehl auszuführen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>a command has no NUL in it</source>
        <translation>in einem Befehl ist kein NUL</translation>
    </message>
    <message>
        <location filename="../../core/runtime/terminal.py" line="+131"/>
        <source>open a terminal in</source>
        <translation>ein Terminal öffnen in</translation>
    </message>
    <message>
        <location filename="../../core/runtime/volumes.py" line="+106"/>
        <source>it cannot be mounted here</source>
        <translation>es kann hier nicht eingehängt werden</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>it must be a whole path, without “..”</source>
        <translation>es muss ein ganzer Pfad sein, ohne „..“</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>your images and containers are kept there</source>
        <translation>dort liegen Ihre Images und Container</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>there is no such folder</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>its place inside must be a whole path, without “..”</source>
        <translation>sein Platz im Inneren muss ein ganzer Pfad sein, ohne „..“</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>its place inside starts with two slashes</source>
        <translation>sein Platz im Inneren beginnt mit zwei Schrägstrichen</translation>
    </message>
    <message>
        <location filename="../../core/serving/pushed_manifest.py" line="-52"/>
        <source>it is of a kind that is not taken here</source>
        <translation>es ist von einer Art, die hier nicht angenommen wird</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>it is of another kind than was said</source>
        <translation>es ist von anderer Art, als gesagt wurde</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>it is an index of nothing</source>
        <translation>es ist ein Index von nichts</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>it tells a wrong size or kind of a part</source>
        <translation>es nennt eine falsche Größe oder Art eines Teils</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>it tells a wrong size of a part</source>
        <translation>es nennt eine falsche Größe eines Teils</translation>
    </message>
    <message>
        <location filename="../../core/serving/server.py" line="+2"/>
        <source>the system, for programs of its own</source>
        <translation>dem System, für eigene Programme</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>a network address</source>
        <translation>eine Netzwerkadresse</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Connect this computer to a network.</source>
        <translation>Verbinden Sie diesen Computer mit einem Netzwerk.</translation>
    </message>
    <message>
        <location filename="../../core/snapshot/overlay.py" line="+66"/>
        <source>they are mounted already</source>
        <translation>sie sind schon eingehängt</translation>
    </message>
    <message>
        <location filename="../../core/snapshot/probe.py" line="+14"/>
        <source>Layered file system (overlayfs)</source>
        <translation>Geschichtetes Dateisystem (overlayfs)</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Ask the administrator for a kernel 5.11 or newer, where a person may mount overlayfs</source>
        <translation>Die Verwaltung um einen Kernel ab 5.11 bitten, in dem man overlayfs selbst einhängen darf</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Load overlayfs (modprobe overlay) and use a local ext4, xfs or btrfs disk</source>
        <translation>overlayfs laden (modprobe overlay) und eine lokale Platte mit ext4, xfs oder btrfs benutzen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Layers can be mounted but not changed; use a local ext4, xfs or btrfs disk.</source>
        <translation>Schichten können eingehängt, aber nicht geändert werden; benutzen Sie eine lokale Platte mit ext4, xfs oder btrfs.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>with user attributes</source>
        <translation>mit Benutzerattributen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>with trusted attributes</source>
        <translation>mit vertrauenswürdigen Attributen</translation>
    </message>
    <message>
        <location filename="../../core/store/reading_limits.py" line="+47"/>
        <source>it has to be a number above 0</source>
        <translation>es muss eine Zahl über 0 sein</translation>
    </message>
    <message>
        <location filename="../../core/store/verify.py" line="+37"/>
        <source>Verifying</source>
        <translation>Wird geprüft</translation>
    </message>
</context>
</TS>
