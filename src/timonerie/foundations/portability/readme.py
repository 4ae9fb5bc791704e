"""The page that whoever opens an export reads first, without Timonerie."""

TEXT = """\
Export complet de la société « {name} » ({slug}), fait le {at} (UTC) par Timonerie {product}.

Cette archive se lit sans Timonerie. Elle contient :

  manifest.json   la liste des fichiers, leur taille et leur empreinte SHA-256, le nombre de lignes
                  de chaque table, le nom français de chaque champ, et le sceau de la piste d’audit
  tables/         une table par fichier, une ligne JSON par enregistrement, en UTF-8 ; « id » est le
                  numéro de la ligne, « x_id » renvoie à l'« id » d’une ligne de la table x ; les
                  instants portent leur fuseau, les durées sont en secondes
  users.jsonl     les comptes qui ont un rôle dans la société (sans mot de passe)
  files/blobs/    les fichiers déposés, tels que reçus, nommés par leur empreinte SHA-256 ; leur nom
                  d’origine est dans tables/documents.blob.jsonl
  files/facts/    les faits, en Parquet (pandas, DuckDB, Excel par Power Query… les lisent) ; ceux
                  qui comptent aujourd’hui sont les lignes de tables/facts.factfile.jsonl dont
                  « kind » vaut « cases » et « retired_in » est vide

Ce qu’un tiers prépare pour la société et ne lui a pas remis (le brouillon d’une offre, ses
fichiers) n’y est pas : lui seul le lit.

Vérifier un fichier :    sha256sum FICHIER, à comparer au manifeste
Lire les faits :         duckdb -c "SELECT * FROM 'files/facts/cases-*.parquet' LIMIT 10"

La piste d’audit (tables/audit.event.jsonl) est une chaîne : chaque acte porte l’empreinte du
précédent. L’empreinte d’un acte est le SHA-256 de « previous_hash » suivi du JSON canonique
(RFC 8785) de company, seq, at (UTC), actor, user, act, object [object_kind, object_id] et detail.
"""
